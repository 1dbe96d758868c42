"""Take training pictures that show what a validation picture shows out of training.

    python near_duplicates.py        # after data_prepare.py, which calls it; prints what it took out

Two pictures are the same when thumbnails of 24 x 24 px correlate by more than 0.97, also mirrored or (single things) turned
by quarters. Looked at by eye: in the street photos two pairs at 0.98 and 0.99 are one photo, and the next, at 0.83,
are two; in the clothing photos the nearest, at 0.96, are two shirts on one bed.
"""

import json

import cv2
import numpy as np

from common import CACHE, Pack

SIDE = 24  # px
SAME = 0.97  # correlation
REMOVED = "duplicate"  # split of a picture that was taken out


def thumbnail(picture: np.ndarray) -> np.ndarray:
    """[H, W, 3+] uint8 -> [24, 24, 3] float32 with mean 0 per channel and length 1."""
    small = cv2.resize(np.ascontiguousarray(picture[..., :3]), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    small = small.astype(np.float32)
    small -= small.mean((0, 1))
    return small / (np.linalg.norm(small) + 1e-6)


def likeness(pictures: np.ndarray, others: np.ndarray, turns: bool) -> np.ndarray:
    """Best correlation of every thumbnail [N, 24, 24, 3] with any of the others, mirrored or turned. -> [N]"""
    ways = [others, others[:, :, ::-1]] + [np.rot90(others, k, (1, 2)) for k in (1, 2, 3) if turns]
    flat = pictures.reshape(len(pictures), -1)
    return np.max([(flat @ way.reshape(len(way), -1).T).max(1) for way in ways], axis=0)


def mark(name: str, turns: bool) -> list[int]:
    """Mark the training pictures of a pack that are in its validation part. -> their indices"""
    pack = Pack(name)
    train, held = ([i for i in pack.where(split=split)] for split in ("train", "val"))
    thumbnails = [np.stack([thumbnail(pack[i]) for i in part]) for part in (train, held)]
    same = [train[i] for i in np.flatnonzero(likeness(*thumbnails, turns) > SAME)]
    for index in same:
        pack.facts[index]["split"] = REMOVED
    (CACHE / f"{name}.json").write_text(json.dumps(pack.facts))
    return same


def main() -> None:
    for name, turns in (("photos", False), ("clothing", True), ("grocery", True)):
        same = mark(name, turns)
        print(f"near-duplicates of validation pictures taken out of training: {name} {len(same)}")
        if name == "photos":
            photos, street = Pack("photos"), Pack("street")
            gone = {photos.facts[i]["photo"] for i in photos.where(split=REMOVED)}
            for entry in street.facts:
                if entry["photo"] in gone:
                    entry["split"] = REMOVED
            (CACHE / "street.json").write_text(json.dumps(street.facts))


if __name__ == "__main__":
    main()
