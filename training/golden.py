"""Golden files: pictures that the repository may hold and what the shipped models say about them. No torch here.

    python golden.py          # write models/golden/golden.json anew from the shipped models

The pictures `models/golden/*.png` are drawn by code; a missing one is made again, an existing one is kept.
"""

import base64
import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image

from common import DRAWN, MODELS, split_of
from reference import choose_size, crop_box, items_of, letterbox, quantise
from second_look import look_again, with_second_look
from sessions import detect_with, embed_with

DRAWN_SCENES, DRAWN_SIDE = 3, 360  # pictures taken from the drawn scenes, px of their longer side
SAMPLES = 12  # values of the letterboxed picture that are written out


def shapes(width: int, height: int, seed: int) -> np.ndarray:
    """A gradient with a t-shirt, trousers and a bag as flat shapes. -> [H, W, 3] uint8 RGB"""
    import cv2  # only to draw; the tests of shipped models do without

    rng = np.random.default_rng(seed)
    corners = rng.integers(120, 250, (2, 2, 3)).astype(np.uint8)
    picture = cv2.resize(corners, (width, height), interpolation=cv2.INTER_LINEAR)
    outlines = [
        [(0.30, 0.10), (0.42, 0.08), (0.50, 0.12), (0.58, 0.08), (0.70, 0.10), (0.82, 0.25), (0.74, 0.30), (0.68, 0.25),
         (0.68, 0.50), (0.32, 0.50), (0.32, 0.25), (0.26, 0.30), (0.18, 0.25)],
        [(0.34, 0.52), (0.66, 0.52), (0.70, 0.95), (0.56, 0.95), (0.50, 0.62), (0.44, 0.95), (0.30, 0.95)],
        [(0.78, 0.50), (0.95, 0.50), (0.97, 0.70), (0.76, 0.70)],
    ]  # fmt: skip
    for outline in outlines:
        points = (np.array(outline) * [width, height]).astype(np.int32)
        colour = rng.integers(0, 200, 3).tolist()
        cv2.fillPoly(picture, [points], colour, cv2.LINE_AA)
        cv2.polylines(picture, [points], True, [c // 2 for c in colour], 2, cv2.LINE_AA)
    return picture


def golden_pictures() -> dict[str, np.ndarray]:
    """Name -> picture [H, W, 3] uint8 RGB, from `models/golden`, made first where they are missing."""
    folder = MODELS / "golden"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {
        "tall": lambda: shapes(301, 447, 1),
        "wide": lambda: shapes(500, 233, 2),
        "small": lambda: shapes(61, 97, 3),
    }
    scenes = [p for p in sorted((DRAWN / "scenes").glob("*.jpg")) if split_of(f"drawn/{p.name}") == "val"][
        :DRAWN_SCENES
    ]
    for path in scenes:
        wanted[f"scene-{path.stem}"] = lambda path=path: _smaller(path)
    for name, make in wanted.items():
        if not (folder / f"{name}.png").exists():
            Image.fromarray(make()).save(folder / f"{name}.png", optimize=True)
    return {p.stem: np.asarray(Image.open(p).convert("RGB")) for p in sorted(folder.glob("*.png"))}


def _smaller(path: Path) -> np.ndarray:
    picture = Image.open(path).convert("RGB")
    picture.thumbnail((DRAWN_SIDE, DRAWN_SIDE))
    return np.asarray(picture)


def square_facts(square: np.ndarray, place) -> dict:
    """Enough of a letterboxed picture to find out where another implementation differs."""
    rng = np.random.default_rng(0)
    height, width = square.shape[:2]
    points = [[int(x), int(y)] for x, y in rng.integers(0, (width, height), (SAMPLES, 2))]
    return {
        "width": width, "height": height, "place": list(place),
        "sha256": hashlib.sha256(np.ascontiguousarray(square).tobytes()).hexdigest(),
        "mean": [round(float(v), 4) for v in square.mean((0, 1))],
        "samples": [{"x": x, "y": y, "rgb": square[y, x].tolist()} for x, y in points],
    }  # fmt: skip


def embedding_facts(picture, box, embed, manifest) -> dict:
    """What the embedder says about a part of a picture (integer box xyxy, or None for all of it)."""
    entry = manifest["embedder"]
    square, place = letterbox(picture, entry["input"]["width"], box)
    vector, probabilities = embed(square)
    best = np.argsort(-probabilities, kind="stable")[:5]
    return {
        "square": square_facts(square, place),
        "embedding": [round(float(v), 6) for v in vector],
        "int8": base64.b64encode(quantise(vector, entry["vector"]["scale"]).tobytes()).decode(),
        "labels": [{"label": entry["labels"][i], "probability": round(float(probabilities[i]), 5)} for i in best],
    }


def item_facts(item: dict, kinds: list[str], again: float) -> dict:
    """again: its score after a second look."""
    box = [round(value, 3) for value in item["box"]]
    return {"kind": kinds[item["kind"]], "score": round(item["score"], 5), "again": round(again, 5), "box": box}


def picture_facts(picture: np.ndarray, manifest: dict, detect, embed) -> dict:
    """Everything golden.json says about one picture."""
    entry = manifest["detector"]
    height, width = picture.shape[:2]
    sizes = [(size["width"], size["height"]) for size in entry["input"]["sizes"]]
    square, place = letterbox(picture, choose_size(width, height, sizes))
    boxes, scores = detect(square)
    limits = entry["thresholds"]
    thresholds = [limits["scoreByClass"].get(kind, limits["score"]) for kind in entry["classes"]]
    items = items_of(
        boxes, scores, thresholds, place, (width, height), limits["nmsIou"], limits["maxItems"], limits["voteIou"]
    )
    found, look = [[(item["kind"], item["score"], item["box"]) for item in items]], manifest["secondLook"]
    chances = look_again(found, [picture], embed, manifest["embedder"]["input"]["width"], look["kinds"])
    again = [score for _, score, _ in with_second_look(found, chances, look)[0]]
    fixed = [0.2 * width, 0.15 * height, 0.8 * width, 0.55 * height]
    cropped = crop_box(fixed, width, height)
    return {
        "width": width, "height": height,
        "detector": {
            "square": square_facts(square, place),
            "items": [item_facts(item, entry["classes"], score) for item, score in zip(items, again, strict=True)],
            "best": {kind: round(float(score), 5) for kind, score in zip(entry["classes"], scores.max(0), strict=True)},
        },
        "whole": embedding_facts(picture, None, embed, manifest),
        "crop": {"box": [round(v, 3) for v in fixed], "pixels": list(cropped), **embedding_facts(picture, cropped, embed, manifest)},
    }  # fmt: skip


def write_golden(models: Path, manifest: dict, pictures: dict[str, np.ndarray]) -> None:
    detect, embed = detect_with(models / "detector.onnx"), embed_with(models / "embedder.onnx")
    facts = {f"{name}.png": picture_facts(picture, manifest, detect, embed) for name, picture in pictures.items()}
    content = {
        "detector": manifest["detector"]["id"],
        "embedder": manifest["embedder"]["id"],
        "boxes": "xyxy, picture pixels",
        "pictures": facts,
    }
    (models / "golden/golden.json").write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    write_golden(MODELS, json.loads((MODELS / "manifest.json").read_text()), golden_pictures())
