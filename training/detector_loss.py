"""Task-aligned assignment and the detector's loss (TOOD, Feng et al. 2021; the constants are those of YOLOv8)."""

from typing import NamedTuple

import torch
import torch.nn.functional as F

TOP_CELLS = 10  # cells an item may own
ALPHA, BETA = 0.5, 6.0  # alignment = score^ALPHA * IoU^BETA
SMALLEST_REACH = 20.0  # px; items smaller than this may own cells whose centre lies this near around theirs
BOX_WEIGHT, CLASS_WEIGHT = 4.0, 1.0


def pair_iou(a: torch.Tensor, b: torch.Tensor, generalised: bool = False) -> torch.Tensor:
    """IoU (or GIoU, Rezatofighi et al. 2019) of boxes xyxy [..., 4] with broadcasting -> [...]."""
    size = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0)
    overlap = size[..., 0] * size[..., 1]
    area = lambda box: (box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1])  # noqa: E731
    union = area(a) + area(b) - overlap + 1e-7
    iou = overlap / union
    if not generalised:
        return iou
    hull = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    hull_area = hull[..., 0] * hull[..., 1] + 1e-7
    return iou - (hull_area - union) / hull_area


class Items(NamedTuple):
    """What lies in the pictures of a batch: of K items, and what is not known of the B pictures."""

    boxes: torch.Tensor  # [K, 4] xyxy px
    kinds: torch.Tensor  # [K]
    picture: torch.Tensor  # [K] index of the picture that each lies in
    unsure: torch.Tensor  # [B, C] bool: kinds of which a picture may hold an item that nobody boxed

    def to(self, device) -> "Items":
        return Items(*(part.to(device, non_blocking=True) for part in self))


@torch.no_grad()
def assign(scores, boxes, centres, items: Items):
    """Which cells of a batch answer for which item.

    scores [B, N, C] probabilities, boxes [B, N, 4], centres [N, 2]
    -> picture and cell of each that answers [P], its item's index in `items` [P], its target score [P] in 0..1.
    """
    count, numbers = len(items.kinds), torch.arange(len(items.kinds), device=boxes.device)[:, None]
    iou = pair_iou(items.boxes[:, None], boxes[items.picture])  # [K, N]
    middle, reach = (items.boxes[:, :2] + items.boxes[:, 2:]) / 2, (items.boxes[:, 2:] - items.boxes[:, :2]) / 2
    reach = reach.clamp(min=SMALLEST_REACH / 2)
    inside = ((centres[None] - middle[:, None]).abs() < reach[:, None]).all(2)
    score = scores[items.picture, :, items.kinds]
    alignment = score.clamp(min=1e-9) ** ALPHA * iou.clamp(min=1e-4) ** BETA * inside
    top, cells = alignment.topk(TOP_CELLS, dim=1)
    chosen = torch.zeros_like(alignment, dtype=torch.bool).scatter_(1, cells, top > 0)
    # of a picture's items that choose one cell, that with the largest overlap keeps it; of equals the first
    rows = items.picture[:, None].expand_as(iou)
    largest = iou.new_zeros(boxes.shape[:2]).scatter_reduce_(0, rows, iou * chosen, "amax")
    candidates = torch.where(chosen & (iou >= largest[items.picture]), numbers, count)
    owner = numbers.new_full(boxes.shape[:2], count).scatter_reduce_(0, rows, candidates, "amin")
    chosen = owner[items.picture] == numbers
    alignment = alignment * chosen
    best = alignment.amax(1, keepdim=True).clamp(min=1e-30)
    target = alignment / best * (iou * chosen).amax(1, keepdim=True)
    pictures, cells = (owner < count).nonzero(as_tuple=True)
    owner = owner[pictures, cells]
    return pictures, cells, owner, target[owner, cells]


def detector_loss(logits, boxes, centres, items: Items) -> tuple[torch.Tensor, dict]:
    """Loss of a batch. logits [B, N, C], boxes [B, N, 4], centres [N, 2].

    Binary cross-entropy against the aligned target score of every cell, plus GIoU weighted by it, both divided by
    the sum of target scores. Kinds of which a picture is unsure do not count in it.
    """
    targets, counts = torch.zeros_like(logits), ~items.unsure[:, None]
    box_loss, weight = logits.new_zeros(()), logits.new_ones(())
    if len(items.kinds):
        pictures, cells, owner, target = assign(logits.detach().sigmoid(), boxes.detach(), centres, items)
        targets[pictures, cells, items.kinds[owner]] = target
        giou = pair_iou(boxes[pictures, cells], items.boxes[owner], generalised=True)
        weight = target.sum().clamp(min=1.0)
        box_loss = ((1 - giou) * target).sum() / weight
    class_loss = (F.binary_cross_entropy_with_logits(logits, targets, reduction="none") * counts).sum() / weight
    return CLASS_WEIGHT * class_loss + BOX_WEIGHT * box_loss, {
        "class": float(class_loss.detach()),
        "box": float(box_loss.detach()),
    }
