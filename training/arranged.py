"""The detector on what the sets do not hold: several people in one photo, flat lays, shelves. Validation pictures side by side.

Each field keeps its picture whole. What lies in a field is known from the picture: the boxes of a street photo, or the one
thing of a catalogue picture (`inner`, else nearly the whole field). Real crowds and shelves overlap; these do not.
"""

import numpy as np

import train_detector
from choices import answers
from common import Pack
from evaluate_detector import LEAST_BOXES, fitted
from held_out import held_out_names, held_out_pictures, truth_of
from labels import KINDS
from metrics import average_precision, mean_ap
from reference import letterbox

PEOPLE, PERSON = (2, 1), (400, 600)  # columns and rows; px of a field (width, height)
FLAT_LAY, SHELF, FIELD = (2, 2), (4, 3), (240, 240)
WHOLE = 0.04  # margin of a thing that fills its picture
SEED = 11

Placed = tuple[np.ndarray, list]  # a picture, and [(kind, box xyxy)...] in it


def side_by_side(fields: list[Placed], grid: tuple[int, int], size: tuple[int, int]) -> Placed:
    """Pictures letterboxed into the fields of a grid, row by row, and what they show."""
    (columns, rows), (width, height) = grid, size
    canvas, truth = np.full((rows * height, columns * width, 3), 255, np.uint8), []
    for number, (picture, items) in enumerate(fields):
        x, y = number % columns * width, number // columns * height
        canvas[y : y + height, x : x + width], (left, top, shown, _) = letterbox(picture, size)
        scale, shift = shown / picture.shape[1], np.array([x + left, y + top] * 2)
        truth += [(kind, (np.array(box) * scale + shift).tolist()) for kind, box in items]
    return canvas, truth


def people() -> list[Placed]:
    """Two held-out street photos beside each other; each is there once."""
    photos = list(zip(held_out_pictures(), map(truth_of, held_out_names()), strict=True))
    return [side_by_side(list(pair), PEOPLE, PERSON) for pair in zip(photos[::2], photos[1::2], strict=False)]


def of_pack(name: str, grid: tuple[int, int]) -> list[Placed]:
    """The held-out pictures of a pack that have a kind, shuffled, in full grids."""
    pack, count = Pack(name), grid[0] * grid[1]
    chosen = np.random.default_rng(SEED).permutation([i for i in pack.where(split="val") if pack.facts[i]["kind"]])
    fields = []
    for index in chosen:
        picture, facts = np.ascontiguousarray(pack[int(index)]), pack.facts[int(index)]
        height, width = picture.shape[:2]
        box = facts.get("inner") or [WHOLE * width, WHOLE * height, (1 - WHOLE) * width, (1 - WHOLE) * height]
        fields.append((picture, [(KINDS.index(facts["kind"]), box)]))
    return [side_by_side(fields[at : at + count], grid, FIELD) for at in range(0, len(fields) - count + 1, count)]


def arranged_figures(detect, thresholds) -> dict:
    """Mean AP50 over kinds with at least LEAST_BOXES boxes; precision and recall over all boxes at the shipped thresholds."""
    sets = {
        "two people": people(),
        "flat lay of 4": of_pack("clothing", FLAT_LAY),
        "shelf of 12": of_pack("grocery", SHELF),
    }
    return {name: figures(detect, thresholds, pictures) for name, pictures in sets.items()}


def figures(detect, thresholds, pictures: list[Placed]) -> dict:
    inputs = [fitted(picture) for picture, _ in pictures]
    squares, places = [square for square, _, _ in inputs], [(place, size) for _, place, size in inputs]
    truth = [items for _, items in pictures]
    found = answers(detect, squares, places, [train_detector.EVALUATION_SCORE] * len(KINDS), 100)
    by_kind = average_precision(found, truth, len(KINDS))
    kept = {kind: entry["scores"] >= thresholds[kind] for kind, entry in by_kind.items()}
    right = sum(int(entry["hits"][kept[kind]].sum()) for kind, entry in by_kind.items())
    given = sum(score >= thresholds[kind] for items in found for kind, score, _ in items)
    boxes = sum(map(len, truth))
    return {"pictures": len(pictures), "boxes": boxes, "meanAp50": mean_ap(by_kind, LEAST_BOXES),
            "precision": right / max(1, given), "recall": right / boxes}  # fmt: skip
