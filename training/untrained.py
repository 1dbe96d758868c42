"""What everything is compared with: the starting trunk as it came, without any training here."""

from functools import cache

import numpy as np
import torch

from common import DATA
from mobilenet import MobileNetV2

BATCH = 96


@cache
def trunk() -> MobileNetV2:
    network = MobileNetV2(1.0, 1280).load_npz(DATA / "weights/mobilenet_v2_1.0_imagenet.npz")
    return network.eval().to(memory_format=torch.channels_last)


@torch.no_grad()
def untrained_vectors(squares: np.ndarray) -> np.ndarray:
    """Squares [N, side, side, 3] uint8 -> pooled features as unit vectors [N, 1280]."""
    parts = []
    for start in range(0, len(squares), BATCH):
        x = (
            torch.from_numpy(np.ascontiguousarray(squares[start : start + BATCH])).permute(0, 3, 1, 2).float() / 127.5
            - 1
        )
        with torch.autocast("cpu", torch.bfloat16):
            parts.append(trunk()(x.contiguous(memory_format=torch.channels_last)).mean((2, 3)).float().numpy())
    features = np.concatenate(parts)
    return features / np.linalg.norm(features, axis=1, keepdims=True)
