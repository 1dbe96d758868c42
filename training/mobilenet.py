"""MobileNetV2 trunk with TensorFlow padding, ReLU6 and batch norm already folded away.

Filled from `shared/data/weights/*.npz` (google-coral test data, Apache-2.0). Input: [B, 3, H, W] float in [-1, 1].
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

# (expansion, repeats, stride of the first) per stage, Sandler et al. 2018, table 2
STAGES = [(1, 1, 1), (6, 2, 2), (6, 3, 2), (6, 4, 2), (6, 3, 1), (6, 3, 2), (6, 1, 1)]


class Conv(nn.Conv2d):
    """k x k convolution with TensorFlow 'SAME' padding for even inputs: at stride 2 the extra pixel is bottom/right."""

    def __init__(self, cin: int, cout: int, kernel: int = 1, stride: int = 1, groups: int = 1, relu6: bool = True):
        super().__init__(cin, cout, kernel, stride, padding=kernel // 2 if stride == 1 else 0, groups=groups)
        self.relu6 = relu6

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.stride[0] == 2:
            x = F.pad(x, (0, 1, 0, 1))
        x = super().forward(x)
        return F.relu6(x) if self.relu6 else x


class Block(nn.Module):
    """Inverted residual: expand 1x1, depthwise 3x3, project 1x1 (linear), shortcut where the shape allows."""

    def __init__(self, cin: int, cout: int, stride: int, expansion: int):
        super().__init__()
        hidden = cin * expansion
        self.expand = Conv(cin, hidden) if expansion > 1 else nn.Identity()
        self.depthwise = Conv(hidden, hidden, 3, stride, groups=hidden)
        self.project = Conv(hidden, cout, relu6=False)
        self.shortcut = stride == 1 and cin == cout

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.shortcut else y


class MobileNetV2(nn.Module):
    """The 17 blocks; with `last` also the final 1x1 convolution to that many channels.

    `forward` gives the last map (stride 32). `pyramid` gives three maps for a detector: the expanded features that
    the stride-16 and stride-32 stages start from (strides 8 and 16) and the trunk's end (stride 32).
    """

    def __init__(self, width: float, last: int | None = None):
        super().__init__()
        channels = [int(c * width) for c in (32, 16, 24, 32, 64, 96, 160, 320)]
        self.stem = Conv(3, channels[0], 3, 2)
        blocks, cin = [], channels[0]
        for (expansion, repeats, stride), cout in zip(STAGES, channels[1:], strict=True):
            for repeat in range(repeats):
                blocks.append(Block(cin, cout, stride if repeat == 0 else 1, expansion))
                cin = cout
        self.blocks = nn.ModuleList(blocks)
        self.last = Conv(cin, last) if last else nn.Identity()
        self.channels = last or cin
        self.pyramid_channels = (channels[3] * 6, channels[5] * 6, cin)

    def forward(self, x: torch.Tensor, frozen: int = 0) -> torch.Tensor:
        """frozen: so many blocks, and the stem, are left as they are: no gradient reaches them, which saves most time."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not frozen):
            x = self.beginning(x, frozen)
        return self.rest(x, frozen)

    def beginning(self, x: torch.Tensor, count: int) -> torch.Tensor:
        """The stem and the first `count` blocks."""
        x = self.stem(x)
        for block in self.blocks[:count]:
            x = block(x)
        return x

    def rest(self, x: torch.Tensor, count: int) -> torch.Tensor:
        """What comes after `beginning`."""
        for block in self.blocks[count:]:
            x = block(x)
        return self.last(x)

    def pyramid(self, x: torch.Tensor, frozen: int = 0) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """frozen: as in `forward`, at most 6."""
        maps = []
        with torch.set_grad_enabled(torch.is_grad_enabled() and not frozen):
            x = self.beginning(x, frozen)
        for index, block in enumerate(self.blocks[frozen:], frozen):
            if index in (6, 13):  # these reduce from stride 8 to 16 and from 16 to 32
                x = block.expand(x)
                maps.append(x)
                x = block.project(block.depthwise(x))
            else:
                x = block(x)
        return maps[0], maps[1], x

    def load_npz(self, path: Path) -> "MobileNetV2":
        """Fill every convolution from the file's arrays, which come in network order; later arrays are left alone."""
        arrays = np.load(path)
        names = [name for name in arrays.files if name.endswith("weight")]
        convs = [module for module in self.modules() if isinstance(module, Conv)]
        for conv, name in zip(convs, names, strict=False):
            weight = torch.from_numpy(arrays[name].astype(np.float32))
            assert weight.shape == conv.weight.shape, (name, weight.shape, conv.weight.shape)
            conv.weight.data.copy_(weight)
            conv.bias.data.copy_(torch.from_numpy(arrays[name.replace("weight", "bias")].astype(np.float32)))
        return self
