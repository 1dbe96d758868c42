"""Learning to find from larger detectors, which know more of what they have not seen (Hinton et al. 2015).

    python detector_teachers.py        # runs/large-detector-*.pt -> teachers/, for machines without a GPU

They have the learner's cells: what each of their cells says of its kinds and its box is what the learner's should say, and
what their heads see is what the learner's maps should show.
Training one takes a GPU, learning from it does not: `teachers/` holds the last that taught the detector that ships.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from common import HERE, RUNS
from detector_loss import BOX_WEIGHT, CLASS_WEIGHT, pair_iou
from detector_model import STRIDES, WIDTH, Detector
from storage import read_weights, write_weights
from trunks import LITE1, LITE2, empty_trunk, starting_trunk

LARGE = {1: LITE2, 2: LITE1}  # number of a large detector -> its trunk
LARGE_WIDTH = 160  # channels of neck and head
PUBLISHED = HERE / "teachers"
SUREST = 1e-4  # probabilities are told apart up to here
SMALLEST_SPREAD = 1e-3  # a channel that varies less says nothing


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
    """Large detectors, fixed, and what is needed to compare with them."""

    def __init__(self, numbers: list[int], imitated: float):
        """imitated: weight of likeness to the maps that their heads see."""
        super().__init__()
        self.imitated = imitated
        self.networks = nn.ModuleList(large_detector(number).requires_grad_(False) for number in numbers)
        # the learner's maps -> those of each teacher; for training only
        self.imitate = nn.ModuleList(
            nn.ModuleList(nn.Conv2d(WIDTH, LARGE_WIDTH, 1) for _ in STRIDES) for _ in (numbers if imitated else [])
        )
        self.networks.eval()

    @torch.no_grad()
    def answers(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, list]:
        """-> mean of their scores [B, N, C] and of their boxes [B, N, 4], float32; the maps of each."""
        with torch.autocast(pictures.device.type, torch.bfloat16):
            maps = [network.maps(pictures) for network in self.networks]
            each = [network.heads(its_maps) for network, its_maps in zip(self.networks, maps, strict=True)]
        scores = torch.stack([logits.float().sigmoid() for logits, _ in each]).mean(0)
        return scores, torch.stack([boxes.float() for _, boxes in each]).mean(0), maps

    def loss(self, pictures, maps, logits, boxes) -> tuple[torch.Tensor, dict]:
        """maps, logits [B, N, C] and boxes [B, N, 4] of the learner on `pictures` [B, 3, H, W]: `taught_loss`, and how unlike
        its maps are theirs (`unlike`), on the mean."""
        scores, theirs, known = self.answers(pictures)
        loss, parts = taught_loss(logits, boxes, scores, theirs)
        if self.imitated:
            pairs = [
                (convolve(own.float()), other.float())
                for its_convolutions, its_maps in zip(self.imitate, known, strict=True)
                for convolve, own, other in zip(its_convolutions, maps, its_maps, strict=True)
            ]
            imitation = torch.stack([unlike(own, other) for own, other in pairs]).mean()
            loss, parts["imitation"] = loss + self.imitated * imitation, float(imitation.detach())
        return loss, parts


def unlike(mine: torch.Tensor, theirs: torch.Tensor) -> torch.Tensor:
    """1 - correlation of each channel of two maps [B, C, H, W] over the batch, its mean: 0 if they differ by a linear function
    that rises (Cao et al. 2022, PKD)."""

    def standard(maps: torch.Tensor) -> torch.Tensor:
        return (maps - maps.mean((0, 2, 3), keepdim=True)) / (maps.std((0, 2, 3), keepdim=True) + SMALLEST_SPREAD)

    return (standard(mine) - standard(theirs)).square().mean() / 2


def taught_loss(logits, boxes, scores, theirs) -> tuple[torch.Tensor, dict]:
    """Learner's logits [B, N, C] and boxes [B, N, 4] against scores [B, N, C] and boxes of teachers. Its parts as in
    `detector_loss`, against answers instead of items: Kullback-Leibler of scores; GIoU of boxes, by the cell's highest score."""
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
