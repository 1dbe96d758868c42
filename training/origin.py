"""The network that training began with, whose knowledge is to be kept.

Learning without forgetting (Li & Hoiem 2016): what is learnt must still read as ImageNet's classes where the starting
network read them so. A few thousand pictures show no lemons in heaps; ImageNet did.
"""

import torch
import torch.nn.functional as F
from torch import nn

from trunks import starting_classifier, starting_trunk


class Origin(nn.Module):
    """The starting trunk and its ImageNet classifier, both fixed."""

    def __init__(self, trunk: str):
        """trunk: its name in trunks.py."""
        super().__init__()
        self.trunk, self.classify = starting_trunk(trunk), starting_classifier(trunk)
        self.requires_grad_(False)

    def kept_loss(self, features: torch.Tensor, beginning: torch.Tensor, frozen: int) -> torch.Tensor:
        """Kullback-Leibler divergence of what is learnt from what was known, read by the first classifier.

        features [B, 1280]: pooled, of the network that learns; beginning: the maps after its `frozen` first blocks,
        which both networks share.
        """
        with torch.no_grad(), torch.autocast(beginning.device.type, torch.bfloat16):
            known = self.trunk.rest(beginning, frozen).mean((2, 3))
        target = self.classify(known.float()).log_softmax(1)
        return F.kl_div(self.classify(features).log_softmax(1), target, reduction="batchmean", log_target=True)
