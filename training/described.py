"""Figures of what `tongkuan describe` prints on the validation pictures: the command itself, as a user runs it.

    python described.py        # five minutes; needs Node and what `npm install` brings, no torch

The same pictures as in the model card, whose figures come from the shipped files through Python (`evaluate.py`).
"""

import base64
import json
import subprocess
from pathlib import Path

import numpy as np

from common import DATA, HERE, read_csv
from held_out import held_out_names, photo_path, truth_of
from labels import KINDS, slug
from metrics import average_precision, mean_ap, recall_at

RARE = ("shorts", "hat")  # too few in a test part of 201 photos, going by the share of photos that show them

GROCERY = DATA / "grocery"


def described(files: list[Path], *options: str) -> list[dict]:
    """What the command prints about the files, a line each."""
    command = ["npm", "run", "-s", "tongkuan", "--", "describe", *options, *map(str, files)]
    printed = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [json.loads(line) for line in printed.splitlines()]


def corners(box: list[float]) -> list[float]:
    x, y, width, height = box
    return [x, y, x + width, y + height]


def photo_figures() -> dict:
    """AP over kinds with at least 20 boxes, and over all, on the held-out street photos."""
    names = held_out_names()
    lines = described([photo_path(name) for name in names])
    found = [[(KINDS.index(i["kind"]), i["score"], corners(i["box"])) for i in line["items"]] for line in lines]
    truth = [truth_of(name) for name in names]
    at50, at75 = (average_precision(found, truth, len(KINDS), iou) for iou in (0.5, 0.75))
    by_kind = {KINDS[kind]: entry["ap"] for kind, entry in at50.items()}
    return {
        "mean AP50": mean_ap(at50), "mean AP50, all kinds": mean_ap(at50, 1),
        "mean AP50, all but the rarest": float(np.mean([ap for kind, ap in by_kind.items() if kind not in RARE])),
        "mean AP75": mean_ap(at75), **{f"AP50 {kind}": ap for kind, ap in by_kind.items()},
    }  # fmt: skip


def best_of(line: dict, names: list[str]) -> str:
    """The best label of the whole picture that is one of the names."""
    return next((entry["label"] for entry in line["whole"]["labels"] if entry["label"] in names), "")


def clothing_figures() -> dict:
    rows = [row for row in read_csv(DATA / "clothing/labels.csv") if row["split"] == "val" and row["top10"]]
    lines = described([DATA / "clothing/images" / row["file"] for row in rows], "--whole-only")
    ten = sorted({slug(row["top10"]) for row in rows})
    right = [best_of(line, ten) == slug(row["top10"]) for line, row in zip(lines, rows, strict=True)]
    return {"clothing, 10 classes": float(np.mean(right))}


def grocery_figures() -> dict:
    """Fine and coarse classes of the photos, and whether the photo's clean picture is the nearest of all 81."""
    classes = sorted(read_csv(GROCERY / "classes.csv"), key=lambda row: int(row["fine"]))
    coarse_of = {slug(row["name"]): row["coarse"] for row in classes}
    rows = [row for row in read_csv(GROCERY / "labels.csv") if row["split"] == "val"]
    lines = described([GROCERY / "images" / row["file"] for row in rows], "--whole-only")
    clean = described([GROCERY / f"iconic/{fine:02d}.jpg" for fine in range(len(classes))], "--whole-only")
    names = [slug(classes[int(row["fine"])]["name"]) for row in rows]
    fine = [best_of(line, list(coarse_of)) == name for line, name in zip(lines, names, strict=True)]
    coarse = [best_coarse(line, coarse_of) == coarse_of[name] for line, name in zip(lines, names, strict=True)]
    right = np.array([int(row["fine"]) for row in rows])
    nearest = recall_at(vectors(lines), vectors(clean), right, (1,))[1]
    return {
        "groceries, 81 fine": float(np.mean(fine)), "groceries, 42 coarse": float(np.mean(coarse)),
        "shop photo to clean picture R@1": float(nearest),
    }  # fmt: skip


def best_coarse(line: dict, coarse_of: dict[str, str]) -> str:
    """The coarse class whose fine ones have most together."""
    sums: dict[str, float] = {}
    for entry in line["whole"]["labels"]:
        if coarse := coarse_of.get(entry["label"]):
            sums[coarse] = sums.get(coarse, 0.0) + entry["score"]
    return max(sums, key=sums.__getitem__, default="")


def vectors(lines: list[dict]) -> np.ndarray:
    """Unit vectors [N, 128] out of the int8 ones on the wire."""
    bytes_of = (base64.b64decode(line["whole"]["vector"]) for line in lines)
    raw = np.stack([np.frombuffer(one, np.int8) for one in bytes_of]).astype(np.float32)
    return raw / np.linalg.norm(raw, axis=1, keepdims=True)


if __name__ == "__main__":
    for name, value in (photo_figures() | clothing_figures() | grocery_figures()).items():
        print(f"{name:32s} {value:.3f}", flush=True)
