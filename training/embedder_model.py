"""The embedder: a trunk, the mean over its map, then a 128-d unit vector and label probabilities.

Input [B, 3, side, side] in [-1, 1]; any side that 32 divides, 224 in what is shipped. EfficientNet-Lite0 ships;
MobileNetV2 1.0 teaches.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from trunks import LITE0, MOBILE, empty_trunk

SIDE = 224  # px
DIM = 128
NAMED_BY_VECTOR = 0.5  # weight of the vector's own labels beside the classifier's
LABEL_SHARPNESS = 16.0  # of the cosine classifier on the vector


class Embedder(nn.Module):
    def __init__(self, labels: int, trunk: str = LITE0):
        """trunk: its name in trunks.py."""
        super().__init__()
        self.trunk = empty_trunk(trunk)
        self.embed = nn.Linear(1280, DIM)
        self.classify = nn.Linear(1280, labels)
        self.prototypes = nn.Parameter(torch.randn(labels, DIM) * 0.1)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """-> unit vectors [B, 128], label logits [B, L]."""
        return self.heads(self.trunk(x).mean((2, 3)))

    def heads(self, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Pooled features [B, 1280] -> unit vectors [B, 128], label logits [B, L]."""
        return F.normalize(self.embed(features)), self.classify(F.dropout(features, 0.2, self.training))

    def named(self, vectors: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
        """Label logits that ship: the classifier's and the vector's together err less than either."""
        return logits + self.names_of_vector()(vectors)

    def names_of_vector(self) -> nn.Linear:
        """What the vector alone adds to the label logits, as a layer of its own."""
        layer = nn.Linear(DIM, len(self.prototypes), bias=False)
        layer.weight.data = NAMED_BY_VECTOR * LABEL_SHARPNESS * F.normalize(self.prototypes.detach())
        return layer

    def cosine_logits(self, vectors: torch.Tensor) -> torch.Tensor:
        """Label logits from the vector alone: pulls real and drawn things of one label together."""
        return LABEL_SHARPNESS * vectors @ F.normalize(self.prototypes).T


def trained_embedder(checkpoint: Path) -> tuple[Embedder, dict]:
    """-> the averaged network of a checkpoint, on the CPU, and all else that the checkpoint says."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    network = Embedder(len(state["labels"]), state["settings"].get("trunk", MOBILE))
    network.load_state_dict(state["mean"])
    return network.eval(), state
