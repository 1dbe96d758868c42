"""Where things lie, how pictures are split, and how decoded pictures are packed into one file per set."""

import csv
import hashlib
import json
import os
from pathlib import Path

import numpy as np

from labels import KIND_OF_STREET_LABEL

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent / "models"
DATA = Path(os.environ.get("TONGKUAN_DATA", HERE.parent.parent / "shared/data"))
CACHE = HERE / "data"  # decoded pictures and drawn pictures, git-ignored
RUNS = HERE / "runs"  # checkpoints and logs, git-ignored
TAGGED_BOXES = HERE / "tagged_boxes.json"  # of the street photos that only have tags, drawn for this project
JEWELRY_BOXES = (
    HERE / "jewelry_boxes.json"
)  # every piece that can be seen in the photos with masks, drawn for this project
DRAWN = CACHE / "drawn"  # written by `npm run -s demo:training -- --out training/data/drawn`

SMALLEST_PART = 0.018  # of a photo's longer side: rings and earrings below it are a handful of pixels of the input
VALIDATION_PERCENT = 12  # of street photos and of drawn products; the other sets bring their own split


def split_of(key: str) -> str:
    """'train' or 'val' for a key, from its hash: the same on every machine, and never changed by adding files.

    Street photos use `street/<photo id>`, so that all crops and cut-outs of a photo fall on one side, for the
    detector and the embedder alike. Drawn pictures use `drawn/<product>`.
    """
    return "val" if int(hashlib.sha1(key.encode()).hexdigest()[:8], 16) % 100 < VALIDATION_PERCENT else "train"


def newest(family: str) -> Path:
    """The checkpoint of a family's last stage, as far as it was trained: `runs/<family>-<stage>.pt`."""
    stages = [int(path.stem.rpartition("-")[2]) for path in RUNS.glob(f"{family}-*.pt")]
    return RUNS / f"{family}-{max(stages, default=2)}.pt"


def drawn_items(boxes: list[list], longest: int) -> list[dict]:
    """Boxes [label, x0, y0, x1, y1] drawn in a photo whose longer side is `longest` px -> its items, without the smallest."""
    return [
        {"kind": KIND_OF_STREET_LABEL[label], "hull": [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]}
        for label, x0, y0, x1, y1 in boxes
        if max(x1 - x0, y1 - y0) >= SMALLEST_PART * longest
    ]


def outline_box(item: dict) -> list[float]:
    """The box xyxy around the outline of an item of a packed photo."""
    return [*np.min(item["hull"], 0).tolist(), *np.max(item["hull"], 0).tolist()]


def read_csv(path: Path) -> list[dict]:
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


class PackWriter:
    """Writes pictures of any size one after another: `<name>.bin` (uint8, HWC) and `<name>.json` (where, plus facts)."""

    def __init__(self, name: str):
        CACHE.mkdir(parents=True, exist_ok=True)
        self.name, self.entries, self.offset = name, [], 0
        self.file = open(CACHE / f"{name}.bin.part", "wb")

    def add(self, picture: np.ndarray, **facts) -> None:
        self.file.write(np.ascontiguousarray(picture).tobytes())
        self.entries.append({"at": self.offset, "shape": picture.shape, **facts})
        self.offset += picture.size

    def close(self) -> None:
        self.file.close()
        (CACHE / f"{self.name}.bin.part").rename(CACHE / f"{self.name}.bin")
        (CACHE / f"{self.name}.json").write_text(json.dumps(self.entries))


class Pack:
    """Reads what PackWriter wrote: `pack[i]` is the picture (memory-mapped, read-only), `pack.facts[i]` its facts."""

    def __init__(self, name: str):
        self.facts = json.loads((CACHE / f"{name}.json").read_text())
        self.bytes = np.memmap(CACHE / f"{name}.bin", np.uint8, "r")

    def __len__(self) -> int:
        return len(self.facts)

    def __getitem__(self, index: int) -> np.ndarray:
        entry = self.facts[index]
        height, width, channels = entry["shape"]
        return self.bytes[entry["at"] : entry["at"] + height * width * channels].reshape(height, width, channels)

    def where(self, **wanted) -> list[int]:
        """Indices of the pictures whose facts equal all the wanted ones."""
        return [i for i, entry in enumerate(self.facts) if all(entry.get(k) == v for k, v in wanted.items())]
