"""The network that training began with, whose knowledge is to be kept.

Learning without forgetting (Li & Hoiem 2016): what is learnt must still read as ImageNet's classes where the starting
network read them so. A few thousand pictures show no lemons in heaps; ImageNet did.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from common import DATA
from mobilenet import MobileNetV2

WEIGHTS = DATA / "weights/mobilenet_v2_1.0_imagenet.npz"


class Origin(nn.Module):
    """The starting trunk and its 1001-way classifier, both fixed."""

    def __init__(self):
        super().__init__()
        self.trunk = MobileNetV2(1.0, 1280).load_npz(WEIGHTS)
        arrays = np.load(WEIGHTS)
        weight, bias = (arrays[arrays.files[index]] for index in (-2, -1))
        self.classify = nn.Linear(1280, len(weight))
        self.classify.weight.data.copy_(torch.from_numpy(weight.reshape(len(weight), 1280).astype(np.float32)))
        self.classify.bias.data.copy_(torch.from_numpy(bias.reshape(-1).astype(np.float32)))
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
