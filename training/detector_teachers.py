"""Learning to find from larger detectors, which know more of what they have not seen (Hinton et al. 2015).

They have the learner's cells: what each of their cells says of its kinds and its box is what the learner's should say.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from common import RUNS
from detector_loss import BOX_WEIGHT, CLASS_WEIGHT, pair_iou
from detector_model import Detector
from trunks import LITE1, LITE2, empty_trunk, starting_trunk

LARGE = {1: LITE2, 2: LITE1}  # number of a large detector -> its trunk
LARGE_WIDTH = 160  # channels of neck and head
SUREST = 1e-4  # probabilities are told apart up to here


def large_path(number: int) -> Path:
    return RUNS / f"large-detector-{number}.pt"


def large_detector(number: int, trained: bool = True) -> Detector:
    """With trained weights from `runs/`, or as a training begins, its trunk as ImageNet left it."""
    if not trained:
        return Detector(starting_trunk(LARGE[number]), LARGE_WIDTH)
    network = Detector(empty_trunk(LARGE[number]), LARGE_WIDTH)
    state = torch.load(large_path(number), weights_only=True, map_location="cpu")
    network.load_state_dict(state["mean"])
    return network


class DetectorTeachers(nn.Module):
    """Large detectors, fixed."""

    def __init__(self, numbers: list[int]):
        super().__init__()
        self.networks = nn.ModuleList(large_detector(number).requires_grad_(False) for number in numbers)
        self.eval()

    @torch.no_grad()
    def answers(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """-> mean of their scores [B, N, C] and of their boxes [B, N, 4], float32."""
        with torch.autocast(pictures.device.type, torch.bfloat16):
            each = [network(pictures) for network in self.networks]
        scores = torch.stack([logits.float().sigmoid() for logits, _ in each]).mean(0)
        return scores, torch.stack([boxes.float() for _, boxes in each]).mean(0)

    def loss(self, pictures, logits, boxes) -> tuple[torch.Tensor, dict]:
        """logits [B, N, C], boxes [B, N, 4] of the learner on `pictures` [B, 3, H, W]. Its parts as in `detector_loss`, against
        answers instead of items: Kullback-Leibler of scores; GIoU of boxes, by the cell's highest score."""
        scores, theirs = self.answers(pictures)
        return taught_loss(logits, boxes, scores, theirs)


def taught_loss(logits, boxes, scores, theirs) -> tuple[torch.Tensor, dict]:
    """Learner's logits [B, N, C] and boxes [B, N, 4] against scores [B, N, C] and boxes of teachers."""
    sure = scores.amax(2)
    weight = sure.sum().clamp(min=1.0)
    certain = scores.clamp(SUREST, 1 - SUREST)
    least = F.binary_cross_entropy(certain, certain, reduction="sum")
    names = (F.binary_cross_entropy_with_logits(logits, certain, reduction="sum") - least) / weight
    places = ((1 - pair_iou(boxes, theirs, generalised=True)) * sure).sum() / weight
    return CLASS_WEIGHT * names + BOX_WEIGHT * places, {
        "taught class": float(names.detach()),
        "taught box": float(places.detach()),
    }
