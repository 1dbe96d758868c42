"""What everything is compared with: the starting trunk as it came, without any training here.

python untrained.py        # how hard the validation pictures are for it; about a minute on 2 cores
"""

from functools import cache

import numpy as np
import torch

from common import DATA, read_csv
from data_prepare import read
from inverted_residuals import Trunk
from reference import letterbox
from trunks import LITE0, LITE1, MOBILE, starting_trunk

BATCH = 96
SIDE = 160  # px, as in the figures of shared/data/README.md


@cache
def trunk(name: str) -> Trunk:
    return starting_trunk(name).eval().to(memory_format=torch.channels_last)


@torch.no_grad()
def untrained_vectors(squares: np.ndarray, name: str = LITE0) -> np.ndarray:
    """name: of the trunk. Squares [N, side, side, 3] uint8 -> pooled features as unit vectors [N, 1280]."""
    parts = []
    for start in range(0, len(squares), BATCH):
        x = (
            torch.from_numpy(np.ascontiguousarray(squares[start : start + BATCH])).permute(0, 3, 1, 2).float() / 127.5
            - 1
        )
        with torch.autocast("cpu", torch.bfloat16):
            parts.append(trunk(name)(x.contiguous(memory_format=torch.channels_last)).mean((2, 3)).float().numpy())
    features = np.concatenate(parts)
    return features / np.linalg.norm(features, axis=1, keepdims=True)


def nearest_label(name: str, folder: str, column: str) -> float:
    """Part of a set's validation pictures whose nearest training picture has their label."""
    rows = [row for row in read_csv(DATA / folder / "labels.csv") if row[column]]
    squares = np.stack([letterbox(read(DATA / folder / "images" / row["file"]), SIDE)[0] for row in rows])
    vectors, labels = untrained_vectors(squares, name), np.array([row[column] for row in rows])
    held = np.array([row["split"] == "val" for row in rows])
    nearest = (vectors[held] @ vectors[~held].T).argmax(1)
    return float((labels[~held][nearest] == labels[held]).mean())


if __name__ == "__main__":
    for name in (MOBILE, LITE0, LITE1):
        for folder, column in (("grocery", "fine"), ("clothing", "top10")):
            print(f"{name} {folder} {column}: {nearest_label(name, folder, column):.3f}")
