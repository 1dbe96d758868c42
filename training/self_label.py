"""Boxes for the street photos that only have tags, from the detector so far (self-training, Xie et al. 2020).

    python self_label.py                 # by stage 1 -> pack `tagged`; four minutes
    python self_label.py detector-4      # by a later stage: the pack is made anew

The network looks at each photo four times: larger and smaller, and mirrored. Tags decide what is believed: a kind that is
not tagged is not there; of a tagged kind the best box is taken, and when even that is weak, the kind is marked as unsure,
so that training neither asks for it nor punishes it. Photos that show what a validation photo shows are left out.
"""

import argparse
import json
from collections.abc import Iterator

import cv2
import numpy as np
import torch

from common import DATA, RUNS, Pack, PackWriter, outline
from data_prepare import PHOTO_SIDE, read, shrink
from detector_data import to_input
from detector_model import Detector
from labels import KIND_OF_STREET_LABEL, KINDS
from near_duplicates import SAME, likeness, thumbnail
from reference import items_of, letterbox, nms

LONGEST = (480, 608)  # px of the longer side, the two times that a photo is looked at
BELIEVED = {"top": 0.25, "bag": 0.2, "eyewear": 0.18}  # least score of a tagged kind's box
BELIEVED_ELSE = 0.12  # of small things even a right box has a low score; the tag says that there is one
LEAST_SCORE, NMS_IOU = 0.05, 0.5


def tagged_kinds(tags: list[str]) -> set[str]:
    return {KIND_OF_STREET_LABEL[tag] for tag in tags if tag in KIND_OF_STREET_LABEL}


def size_for(photo: np.ndarray, longest: int) -> tuple[int, int]:
    """(width, height), multiples of 32 around the photo scaled to `longest`."""
    height, width = photo.shape[:2]
    scale = longest / max(width, height)
    return tuple(int(np.ceil(side * scale / 32)) * 32 for side in (width, height))


@torch.no_grad()
def look(network, photo: np.ndarray) -> list[dict]:
    """Items of a photo over all four looks, suppressed together."""
    height, width = photo.shape[:2]
    items = []
    for longest in LONGEST:
        for mirrored in (False, True):
            shown = np.ascontiguousarray(photo[:, ::-1]) if mirrored else photo
            square, place = letterbox(shown, size_for(photo, longest))
            logits, boxes = network(to_input(square[None]))
            found = items_of(
                boxes[0].numpy(),
                logits[0].sigmoid().numpy(),
                [LEAST_SCORE] * len(KINDS),
                place,
                (width, height),
                most=60,
            )
            for item in found:
                x0, y0, x1, y1 = item["box"]
                items.append({**item, "box": [width - x1, y0, width - x0, y1] if mirrored else item["box"]})
    kept = []
    for kind in {item["kind"] for item in items}:
        mine = [item for item in items if item["kind"] == kind]
        boxes, scores = np.array([item["box"] for item in mine]), np.array([item["score"] for item in mine])
        kept += [mine[index] for index in nms(boxes, scores, NMS_IOU)]
    return kept


def believed(items: list[dict], kinds: set[str]) -> tuple[list[dict], list[str]]:
    """-> outlines of the boxes that are taken, kinds nobody is sure of."""
    outlines, unsure = [], []
    for kind in sorted(kinds):
        mine = [item for item in items if KINDS[item["kind"]] == kind]
        best = max(mine, key=lambda item: item["score"], default=None)
        if best is None or best["score"] < BELIEVED.get(kind, BELIEVED_ELSE):
            unsure.append(kind)
            continue
        outlines.append(outline("", kind, best["box"]))
    return outlines, unsure


def tagged_photos() -> Iterator[tuple[str, set[str], np.ndarray]]:
    """Name, tagged kinds and picture of each photo that only has tags and does not show what a validation photo shows."""
    photos = Pack("photos")
    held = np.stack([thumbnail(photos[i]) for i in photos.where(split="val")])
    for name, tags in sorted(json.loads((DATA / "street/tags.json").read_text()).items()):
        path = DATA / f"street/photos/{name}.jpg"
        kinds = tagged_kinds(tags)
        if not kinds or not path.exists() or (DATA / f"street/masks/{name}.png").exists():
            continue
        photo = shrink(read(path), PHOTO_SIDE)
        if likeness(thumbnail(photo)[None], held, False)[0] <= SAME:
            yield name, kinds, photo


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("detector", nargs="?", default="detector-1", help="name of a checkpoint in runs/")
    options = parser.parse_args()
    network = Detector()
    network.load_state_dict(torch.load(RUNS / f"{options.detector}.pt", weights_only=True, map_location="cpu")["mean"])
    network.eval()
    pack, counts = PackWriter("tagged"), {}
    for name, kinds, photo in tagged_photos():
        outlines, unsure = believed(look(network, photo), kinds)
        for kind, column in [(o["kind"], 0) for o in outlines] + [(kind, 1) for kind in unsure]:
            counts.setdefault(kind, [0, 0])[column] += 1
        pack.add(photo, photo=name, split="train", items=outlines, unsure=unsure)
    pack.close()
    print(f"{len(pack.entries)} photos; kind: boxes taken, unsure: {json.dumps(counts)}")


if __name__ == "__main__":
    cv2.setNumThreads(1)
    main()
