"""The embedder: MobileNetV2 1.0, mean over the map, then a 128-d unit vector and label probabilities.

Input [B, 3, side, side] in [-1, 1]; any side that 32 divides, 192 in what is shipped.
"""

import torch
import torch.nn.functional as F
from torch import nn

from mobilenet import MobileNetV2

SIDE = 192  # px
DIM = 128
LABEL_SHARPNESS = 16.0  # of the cosine classifier on the vector that only training uses


class Embedder(nn.Module):
    def __init__(self, labels: int):
        super().__init__()
        self.trunk = MobileNetV2(1.0, 1280)
        self.embed = nn.Linear(1280, DIM)
        self.classify = nn.Linear(1280, labels)
        self.prototypes = nn.Parameter(torch.randn(labels, DIM) * 0.1)  # training only

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """-> unit vectors [B, 128], label logits [B, L]."""
        return self.heads(self.trunk(x).mean((2, 3)))

    def heads(self, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Pooled features [B, 1280] -> unit vectors [B, 128], label logits [B, L]."""
        return F.normalize(self.embed(features)), self.classify(F.dropout(features, 0.2, self.training))

    def cosine_logits(self, vectors: torch.Tensor) -> torch.Tensor:
        """Label logits from the vector alone: pulls real and drawn things of one label together."""
        return LABEL_SHARPNESS * vectors @ F.normalize(self.prototypes).T
