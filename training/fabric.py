"""Textile search: two separate patches of one garment find each other."""

import cv2
import numpy as np

from common import DATA, read_csv
from data_prepare import foreground_box, read
from embedder_model import SIDE
from held_out import held_out_names, held_out_pictures, street_items
from labels import KIND_OF_CLOTHING_LABEL, KIND_OF_STREET_LABEL, clothing_label
from metrics import recall_at
from reference import letterbox
from untrained import untrained_vectors

GARMENTS = {"top", "outerwear", "dress", "pants", "shorts", "skirt"}
SMALLEST_PATCH = 24  # px in the original picture


def largest_square(inside: np.ndarray) -> tuple[int, int, int] | None:
    """The largest square wholly inside a mask [H, W] bool: x, y, side. None when it is smaller than SMALLEST_PATCH."""
    reach = cv2.distanceTransform(np.pad(inside.astype(np.uint8), 1), cv2.DIST_C, 3)[1:-1, 1:-1]
    y, x = np.unravel_index(reach.argmax(), reach.shape)
    radius = int(reach[y, x]) - 1  # a square of 2 r + 1 px around the cell is inside
    side = 2 * radius + 1
    return (int(x) - radius, int(y) - radius, side) if side >= SMALLEST_PATCH else None


def two_patches(mask: np.ndarray) -> list[tuple[int, int, int]] | None:
    """The largest squares in both halves of a garment's mask, cut across or along, whichever gives larger ones."""
    best = None
    ys, xs = np.nonzero(mask)
    for axis, middle in ((1, int(np.median(xs))), (0, int(np.median(ys)))):
        halves = [mask.copy(), mask.copy()]
        if axis:
            halves[0][:, middle:], halves[1][:, :middle] = False, False
        else:
            halves[0][middle:], halves[1][:middle] = False, False
        patches = [largest_square(half) for half in halves]
        if None not in patches and (best is None or min(p[2] for p in patches) > min(p[2] for p in best)):
            best = patches
    return best


def squares_of(picture: np.ndarray, patches) -> list[np.ndarray]:
    return [letterbox(picture, SIDE, (x, y, x + side, y + side))[0] for x, y, side in patches]


def street_patches() -> list[list[np.ndarray]]:
    """Two model inputs of each validation street garment that is large enough."""
    out = []
    for name, photo in zip(held_out_names(), held_out_pictures(), strict=True):
        for item in street_items(name):
            if KIND_OF_STREET_LABEL.get(item["label"]) in GARMENTS and (patches := two_patches(item["mask"])):
                out.append(squares_of(photo, patches))
    return out


def clothing_patches() -> list[list[np.ndarray]]:
    """The same of validation clothing pictures: the middle of where the garment is stands in for its mask."""
    out = []
    for row in read_csv(DATA / "clothing/labels.csv"):
        if row["split"] != "val" or KIND_OF_CLOTHING_LABEL.get(clothing_label(row["label"])) not in GARMENTS:
            continue
        picture = read(DATA / "clothing/images" / row["file"])
        x0, y0, x1, y1 = foreground_box(picture)
        mask = np.zeros(picture.shape[:2], bool)
        dx, dy = (x1 - x0) / 4, (y1 - y0) / 4
        mask[int(y0 + dy) : int(y1 - dy), int(x0 + dx) : int(x1 - dx)] = True
        if patches := two_patches(mask):
            out.append(squares_of(picture, patches))
    return out


def fabric_figures(embed_all) -> dict:
    """R@1 of a garment's one patch for its other among all patches of the set, shipped embedder and untrained trunk."""
    out = {}
    for name, pairs in (("street", street_patches()), ("clothing", clothing_patches())):
        first, second = (np.stack([pair[i] for pair in pairs]) for i in (0, 1))
        own = np.arange(len(pairs))
        answers = {"shipped": lambda s: embed_all(s)[0], "untrained": untrained_vectors}
        found = {way: recall_at(answer(first), answer(second), own) for way, answer in answers.items()}
        out[name] = {
            "garments": len(pairs),
            **{way: {f"R@{k}": value for k, value in at.items()} for way, at in found.items()},
        }
    return out
