"""What MobileNetV2 and EfficientNet-Lite are built from: inverted residual blocks with TensorFlow padding and ReLU6, batch
norm already folded away. Input: [B, 3, H, W] float in [-1, 1], any size that 32 divides.
"""

import torch
import torch.nn.functional as F
from torch import nn


class Conv(nn.Conv2d):
    """k x k convolution with TensorFlow 'SAME' padding for even inputs: at stride 2 the odd pixel is bottom/right."""

    def __init__(self, cin: int, cout: int, kernel: int = 1, stride: int = 1, groups: int = 1, relu6: bool = True):
        super().__init__(cin, cout, kernel, stride, padding=kernel // 2 if stride == 1 else 0, groups=groups)
        self.relu6 = relu6
        self.slow_in_bfloat16 = groups > 1 and kernel > 3

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.stride[0] == 2:
            before = (self.kernel_size[0] - 2) // 2
            after = self.kernel_size[0] - 2 - before
            x = F.pad(x, (before, after, before, after))
        x = in_float32(super().forward, x) if self.slow_in_bfloat16 else super().forward(x)
        return F.relu6(x) if self.relu6 else x


def in_float32(convolve, x: torch.Tensor) -> torch.Tensor:
    """`convolve(x)`; on a CPU in float32, since in bfloat16 the gradient of a depthwise 5x5 convolution takes 3 to 9 times as
    long, that of a convolution with 4 outputs 26 times (`LOG.md`)."""
    if x.device.type != "cpu" or not torch.is_autocast_enabled("cpu"):
        return convolve(x)
    with torch.autocast("cpu", enabled=False):
        return convolve(x.float()).bfloat16()


class Block(nn.Module):
    """Inverted residual: expand 1x1, depthwise k x k, project 1x1 (linear), shortcut where the shape allows."""

    def __init__(self, cin: int, cout: int, stride: int, expansion: int, kernel: int = 3):
        super().__init__()
        hidden = cin * expansion
        self.expand = Conv(cin, hidden) if expansion > 1 else nn.Identity()
        self.depthwise = Conv(hidden, hidden, kernel, stride, groups=hidden)
        self.project = Conv(hidden, cout, relu6=False)
        self.shortcut = stride == 1 and cin == cout

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.shortcut else y


class Trunk(nn.Module):
    """A stem, blocks and perhaps a last 1x1 convolution. stages: (expansion, repeats, first stride, kernel, channels)."""

    def __init__(self, stem: int, stages: list[tuple[int, int, int, int, int]], last: int | None):
        super().__init__()
        self.stem = Conv(3, stem, 3, 2)
        blocks, cin = [], stem
        for expansion, repeats, stride, kernel, cout in stages:
            for repeat in range(repeats):
                blocks.append(Block(cin, cout, stride if repeat == 0 else 1, expansion, kernel))
                cin = cout
        self.blocks = nn.ModuleList(blocks)
        self.last = Conv(cin, last) if last else nn.Identity()
        self.channels = last or cin
        *_, to_16, to_32 = (number for number, block in enumerate(blocks) if block.depthwise.stride[0] == 2)
        self.reducing = to_16, to_32  # blocks that go from stride 8 to 16 and from 16 to 32
        self.pyramid_channels = (*(blocks[number].expand.out_channels for number in self.reducing), cin)

    def forward(self, x: torch.Tensor, frozen: int = 0) -> torch.Tensor:
        """-> the last map (stride 32).

        frozen: so many blocks, and the stem, are left as they are: no gradient reaches them, which saves most time."""
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
        """Three maps for a detector: the expanded features that the stride-16 and stride-32 stages start from (strides 8 and 16)
        and what the last block gives (stride 32). frozen: as in `forward`, at most the first of `reducing`."""
        maps = []
        with torch.set_grad_enabled(torch.is_grad_enabled() and not frozen):
            x = self.beginning(x, frozen)
        for number, block in enumerate(self.blocks[frozen:], frozen):
            if number in self.reducing:
                x = block.expand(x)
                maps.append(x)
                x = block.project(block.depthwise(x))
            else:
                x = block(x)
        return maps[0], maps[1], x

    def convolutions(self) -> list[Conv]:
        """In the order they compute in, which is that of published weights."""
        return [module for module in self.modules() if isinstance(module, Conv)]
