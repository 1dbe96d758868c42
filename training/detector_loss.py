"""Task-aligned assignment and the detector's loss (TOOD, Feng et al. 2021; the constants are those of YOLOv8)."""

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


@torch.no_grad()
def assign(scores, boxes, centres, item_boxes, item_kinds):
    """Which cells of one picture answer for which item.

    scores [N, C] probabilities, boxes [N, 4], centres [N, 2], item_boxes [G, 4] px, item_kinds [G]
    -> cells [P], item index of each [P], target score of each [P] in 0..1.
    """
    iou = pair_iou(item_boxes[:, None], boxes[None])  # [G, N]
    middle, reach = (item_boxes[:, :2] + item_boxes[:, 2:]) / 2, (item_boxes[:, 2:] - item_boxes[:, :2]) / 2
    reach = reach.clamp(min=SMALLEST_REACH / 2)
    inside = ((centres[None] - middle[:, None]).abs() < reach[:, None]).all(2)
    alignment = scores[:, item_kinds].T.clamp(min=1e-9) ** ALPHA * iou.clamp(min=1e-4) ** BETA * inside
    top, cells = alignment.topk(TOP_CELLS, dim=1)
    chosen = torch.zeros_like(alignment).scatter_(1, cells, (top > 0).float())
    contested = chosen.sum(0) > 1  # the item with the larger overlap keeps the cell
    winner = F.one_hot((iou * chosen).argmax(0), len(item_boxes)).T.float()
    chosen = torch.where(contested[None], winner * chosen, chosen)
    alignment = alignment * chosen
    best = alignment.amax(1, keepdim=True).clamp(min=1e-30)
    target = (alignment / best * (iou * chosen).amax(1, keepdim=True)).amax(0)
    owner = chosen.argmax(0)
    cells = chosen.any(0).nonzero()[:, 0]
    return cells, owner[cells], target[cells]


def detector_loss(logits, boxes, centres, items) -> tuple[torch.Tensor, dict]:
    """Loss of a batch. logits [B, N, C], boxes [B, N, 4]; items: per picture (boxes [G, 4] px, kinds [G], unsure [U]).

    Binary cross-entropy against the aligned target score of every cell, plus GIoU weighted by it, both divided by
    the sum of target scores. Of the kinds in `unsure` a picture may hold an item that nobody boxed: they do not count.
    """
    targets, counts = torch.zeros_like(logits), torch.ones_like(logits[:, :1])
    box_loss, weight = logits.new_zeros(()), 0.0
    scores = logits.detach().sigmoid()
    for index, (item_boxes, item_kinds, unsure) in enumerate(items):
        counts[index, :, unsure] = 0.0
        if not len(item_boxes):
            continue
        cells, owner, target = assign(scores[index], boxes[index].detach(), centres, item_boxes, item_kinds)
        targets[index, cells, item_kinds[owner]] = target
        giou = pair_iou(boxes[index, cells], item_boxes[owner], generalised=True)
        box_loss = box_loss + ((1 - giou) * target).sum()
        weight += float(target.sum())
    weight = max(weight, 1.0)
    class_loss = (F.binary_cross_entropy_with_logits(logits, targets, reduction="none") * counts).sum() / weight
    box_loss = box_loss / weight
    return CLASS_WEIGHT * class_loss + BOX_WEIGHT * box_loss, {
        "class": float(class_loss.detach()),
        "box": float(box_loss.detach()),
    }
