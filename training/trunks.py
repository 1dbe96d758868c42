"""The trunks an embedder can have, and what each of them knew before any training here."""

import numpy as np
import torch
from torch import nn

from common import DATA
from efficientnet import EfficientNetLite, published
from inverted_residuals import Trunk
from mobilenet import MobileNetV2

MOBILE, LITE0, LITE1, LITE2 = "mobilenet-v2", "efficientnet-lite0", "efficientnet-lite1", "efficientnet-lite2"
VARIANTS = {LITE0: 0, LITE1: 1, LITE2: 2}  # of EfficientNet-Lite
# first blocks that need no training of their own: all that works on an eighth of the pixels or more
EARLY = {MOBILE: 4, LITE0: 5, LITE1: 7, LITE2: 7}
MOBILE_WEIGHTS = DATA / "weights/mobilenet_v2_1.0_imagenet.npz"


def empty_trunk(name: str) -> Trunk:
    """A trunk with 1,280 channels, to be filled from a checkpoint."""
    return MobileNetV2(1.0, 1280) if name == MOBILE else EfficientNetLite(VARIANTS[name])


def starting_trunk(name: str) -> Trunk:
    """The trunk as ImageNet left it."""
    trunk = empty_trunk(name)
    return trunk.load_npz(MOBILE_WEIGHTS) if name == MOBILE else trunk.load_published()


def starting_classifier(name: str) -> nn.Linear:
    """Pooled features [B, 1280] -> logits of ImageNet's classes (MobileNetV2 has one more, for the background)."""
    if name == MOBILE:
        arrays = np.load(MOBILE_WEIGHTS)
        weight, bias = (torch.from_numpy(arrays[arrays.files[index]].astype(np.float32)) for index in (-2, -1))
    else:
        weight, bias = (published(VARIANTS[name])[f"_fc.{part}"] for part in ("weight", "bias"))
    layer = nn.Linear(1280, len(weight))
    layer.weight.data.copy_(weight.reshape(len(weight), 1280))
    layer.bias.data.copy_(bias.reshape(-1))
    return layer
