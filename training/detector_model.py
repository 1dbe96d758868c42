"""The detector: MobileNetV2 0.5 trunk, a small PAN neck, one light decoupled head per stride. Anchor-free.

Input [B, 3, H, W] in [-1, 1], sides that 32 divides. Every cell of strides 8, 16 and 32 gives 14 class logits and four
distances. The sizes that are trained and shipped have nearly the same number of pixels: a portrait photo fills its own.
"""

import torch
import torch.nn.functional as F
from torch import nn

from inverted_residuals import Trunk, in_float32
from labels import KINDS
from mobilenet import MobileNetV2

SIZES = [(320, 480), (384, 384), (480, 320)]  # px, width x height
STRIDES = (8, 16, 32)
WIDTH = 88  # channels of neck and head of the one that ships
MIN_EXPONENT, MAX_EXPONENT = -4.0, 4.5  # a distance is at most stride * e^4.5 = 90 strides


class Float32Conv(nn.Conv2d):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return in_float32(super().forward, x)


class Separable(nn.Sequential):
    """Depthwise k x k and pointwise 1 x 1, each with batch norm and ReLU6 (batch norm is folded at export)."""

    def __init__(self, cin: int, cout: int, kernel: int = 3, stride: int = 1):
        depthwise = Float32Conv if kernel == 5 else nn.Conv2d
        super().__init__(
            depthwise(cin, cin, kernel, stride, kernel // 2, groups=cin, bias=False), nn.BatchNorm2d(cin), nn.ReLU6(),
            nn.Conv2d(cin, cout, 1, bias=False), nn.BatchNorm2d(cout), nn.ReLU6(),
        )  # fmt: skip


class Pointwise(nn.Sequential):
    def __init__(self, cin: int, cout: int):
        super().__init__(nn.Conv2d(cin, cout, 1, bias=False), nn.BatchNorm2d(cout), nn.ReLU6())


class Detector(nn.Module):
    def __init__(self, trunk: Trunk | None = None, width: int = WIDTH):
        """trunk: another than the one that ships; width: channels of neck and head."""
        super().__init__()
        self.trunk = trunk or MobileNetV2(0.5)
        self.lateral = nn.ModuleList(Pointwise(c, width) for c in self.trunk.pyramid_channels)
        self.down_path = nn.ModuleList(Separable(width * 2, width) for _ in range(2))
        self.reduce = nn.ModuleList(Separable(width, width, stride=2) for _ in range(2))
        self.up_path = nn.ModuleList(Separable(width * 2, width) for _ in range(2))
        self.classify = nn.ModuleList(self._head(width, len(KINDS)) for _ in STRIDES)
        self.regress = nn.ModuleList(self._head(width, 4) for _ in STRIDES)
        for head in self.classify:
            nn.init.constant_(head[-1].bias, -4.6)  # sigmoid = 0.01: almost every cell is background
        for head in self.regress:
            nn.init.constant_(head[-1].bias, 1.0)

    @staticmethod
    def _head(width: int, outputs: int) -> nn.Sequential:
        last = Float32Conv(width, outputs, 1)
        nn.init.normal_(last.weight, std=0.01)
        return nn.Sequential(Separable(width, width, 5), Separable(width, width, 3), last)

    def forward(self, x: torch.Tensor, frozen: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
        """-> class logits [B, N, 14], boxes [B, N, 4] xyxy in input pixels; N = H * W / 64 * (1 + 1/4 + 1/16)."""
        return self.heads(self.maps(x, frozen))

    def maps(self, x: torch.Tensor, frozen: int = 0) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What the heads see: one map [B, width, H / stride, W / stride] for each of STRIDES."""
        c3, c4, c5 = (lateral(m) for lateral, m in zip(self.lateral, self.trunk.pyramid(x, frozen), strict=True))
        p4 = self.down_path[0](torch.cat([c4, F.interpolate(c5, scale_factor=2.0)], 1))
        p3 = self.down_path[1](torch.cat([c3, F.interpolate(p4, scale_factor=2.0)], 1))
        p4 = self.up_path[0](torch.cat([p4, self.reduce[0](p3)], 1))
        p5 = self.up_path[1](torch.cat([c5, self.reduce[1](p4)], 1))
        return p3, p4, p5

    def heads(self, maps) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits and boxes, as `forward` gives them, of such maps."""
        logits = torch.cat([head(m).flatten(2) for head, m in zip(self.classify, maps, strict=True)], 2)
        exponents = torch.cat([head(m).flatten(2) for head, m in zip(self.regress, maps, strict=True)], 2)
        centres, stride = cells([m.shape[2:] for m in maps], maps[0].device)
        distances = exponents.transpose(1, 2).clamp(MIN_EXPONENT, MAX_EXPONENT).exp() * stride[:, None]
        boxes = torch.cat([centres - distances[..., :2], centres + distances[..., 2:]], 2)
        return logits.transpose(1, 2), boxes


def cells(shapes, device=None) -> tuple[torch.Tensor, torch.Tensor]:
    """Centre of every cell [N, 2] x, y in input pixels and its stride [N], for maps of the shapes (height, width)."""
    centres, strides = [], []
    for stride, (height, width) in zip(STRIDES, shapes, strict=True):
        y, x = torch.meshgrid(torch.arange(height, device=device), torch.arange(width, device=device), indexing="ij")
        places = (torch.stack([x, y], -1).reshape(-1, 2) + 0.5) * stride
        centres.append(places)
        strides.append(torch.full_like(places[:, 0], float(stride)))
    return torch.cat(centres), torch.cat(strides)


def cells_of(width: int, height: int) -> torch.Tensor:
    """Centres [N, 2] of the cells of an input of that size."""
    return cells([(height // stride, width // stride) for stride in STRIDES])[0]
