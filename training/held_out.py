"""The held-out street photos and what lies in them. No torch here."""

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from common import DATA, split_of
from data_prepare import items_of_mask, read
from labels import KIND_OF_STREET_LABEL, KINDS

MASKS = DATA / "street/masks"


def photo_path(name: str) -> Path:
    return DATA / f"street/photos/{name}.jpg"


def held_out_names() -> list[str]:
    """The held-out street photos, sorted."""
    names = (path.stem for path in sorted(MASKS.glob("*.png")))
    return [name for name in names if split_of(f"street/{name}") == "val"]


def street_items(name: str) -> list[dict]:
    """The items of a street photo, from its mask, as `items_of_mask`."""
    labels = json.loads((DATA / "street/labels.json").read_text())
    return items_of_mask(cv2.imread(str(MASKS / f"{name}.png"), cv2.IMREAD_UNCHANGED), labels)


def truth_of(name: str) -> list[tuple[int, list]]:
    """What a detector should find in a street photo: [(kind, box xyxy)...] in its pixels."""
    kinds = ((KIND_OF_STREET_LABEL.get(item["label"]), item["box"]) for item in street_items(name))
    return [(KINDS.index(kind), box) for kind, box in kinds if kind]


def held_out_pictures() -> Iterator[np.ndarray]:
    """The held-out street photos [H, W, 3], in the order of `held_out_names`."""
    return (read(photo_path(name)) for name in held_out_names())
