"""MobileNetV2 (Sandler et al. 2018), filled from `shared/data/weights/*.npz` (google-coral test data, Apache-2.0)."""

from pathlib import Path

import numpy as np
import torch

from inverted_residuals import Trunk

# (expansion, repeats, stride of the first) per stage, Sandler et al. 2018, table 2
STAGES = [(1, 1, 1), (6, 2, 2), (6, 3, 2), (6, 4, 2), (6, 3, 1), (6, 3, 2), (6, 1, 1)]


class MobileNetV2(Trunk):
    """The 17 blocks; with `last` also the final 1x1 convolution to that many channels."""

    def __init__(self, width: float, last: int | None = None):
        channels = [int(c * width) for c in (32, 16, 24, 32, 64, 96, 160, 320)]
        stages = [(*stage, 3, cout) for stage, cout in zip(STAGES, channels[1:], strict=True)]
        super().__init__(channels[0], stages, last)

    def load_npz(self, path: Path) -> "MobileNetV2":
        """Fill every convolution from the file's arrays, which come in network order; later arrays are left alone."""
        arrays = np.load(path)
        names = [name for name in arrays.files if name.endswith("weight")]
        for conv, name in zip(self.convolutions(), names, strict=False):
            weight = torch.from_numpy(arrays[name].astype(np.float32))
            assert weight.shape == conv.weight.shape, (name, weight.shape, conv.weight.shape)
            conv.weight.data.copy_(weight)
            conv.bias.data.copy_(torch.from_numpy(arrays[name.replace("weight", "bias")].astype(np.float32)))
        return self
