"""Learning to find from larger detectors, which know more of what they have not seen (Hinton et al. 2015).

    python detector_teachers.py        # runs/large-detector-*.pt -> teachers/, for machines without a GPU

They have the learner's cells: what each of their cells says of its kinds and its box is what the learner's should say.
Training one takes a GPU, learning from it does not: `teachers/` holds those that taught the detector that ships.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from common import HERE, RUNS
from detector_loss import BOX_WEIGHT, CLASS_WEIGHT, pair_iou
from detector_model import Detector
from storage import read_weights, write_weights
from trunks import LITE1, LITE2, empty_trunk, starting_trunk

LARGE = {1: LITE2, 2: LITE1}  # number of a large detector -> its trunk
LARGE_WIDTH = 160  # channels of neck and head
PUBLISHED = HERE / "teachers"
SUREST = 1e-4  # probabilities are told apart up to here


def large_path(number: int) -> Path:
    """The checkpoint of a large detector that was trained on this machine."""
    return RUNS / f"large-detector-{number}.pt"


def published_path(number: int) -> Path:
    return PUBLISHED / f"large-detector-{number}.npz"


def large_beginning(number: int) -> Detector:
    """A large detector as its training begins, the trunk as ImageNet left it."""
    return Detector(starting_trunk(LARGE[number]), LARGE_WIDTH)


def large_detector(number: int) -> Detector:
    """A trained one: this machine's, or else the one in `teachers/`."""
    network = Detector(empty_trunk(LARGE[number]), LARGE_WIDTH)
    if large_path(number).exists():
        network.load_state_dict(torch.load(large_path(number), weights_only=True, map_location="cpu")["mean"])
    else:
        network.load_state_dict(read_weights(published_path(number)))
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


def main() -> None:
    PUBLISHED.mkdir(exist_ok=True)
    for number in LARGE:
        write_weights(large_detector(number), published_path(number))
        print(f"{published_path(number).name} {published_path(number).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
