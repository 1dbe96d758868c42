"""What happens around the networks, as numpy and Pillow say it. TypeScript repeats exactly this; golden files prove it.

Resize rule `pillow-bilinear`: `Image.resize(size, BILINEAR, box)`: a separable triangle filter whose support is
max(1, scale) source pixels, horizontal pass first, rounded to 8 bits after each pass. Pixels just outside a crop box are
read where the filter reaches over its edge, as Pillow does. Two calls make sure of the order: since version 13 Pillow
by itself goes vertically first for some shapes, which moves one pixel in a hundred by one step.
"""

import math

import numpy as np
from PIL import Image

PAD = 127  # grey around a letterboxed picture
SMALLEST_FABRIC = 16  # px a side of a patch of fabric
VOTE_IOU = 0.8  # boxes of one kind that overlap so much with the best of them say together where it lies
VOTES_FROM = 0.05  # score of the weakest that is asked
CROP_MARGIN = 0.06  # of the box's width and height, added on each side before embedding


def round_half_up(value: float) -> int:
    return math.floor(value + 0.5)


def choose_size(width: int, height: int, sizes: list[tuple[int, int]]) -> tuple[int, int]:
    """The model input (width, height) in which a picture of that size is largest; the first of equals."""
    return max(sizes, key=lambda size: min(size[0] / width, size[1] / height))


def letterbox(
    picture: np.ndarray, size: int | tuple[int, int], box=None
) -> tuple[np.ndarray, tuple[int, int, int, int]]:
    """Fit a picture [H, W, 3] uint8 RGB, or the part of it in an integer box xyxy, into a grey square or rectangle.

    size: side, or (width, height) -> input [height, width, 3] uint8, and where the picture lies in it (x, y, width, height).
    """
    full_width, full_height = (size, size) if isinstance(size, int) else size
    x0, y0, x1, y1 = box or (0, 0, picture.shape[1], picture.shape[0])
    scale = min(full_width / (x1 - x0), full_height / (y1 - y0))
    width = min(full_width, max(1, round_half_up((x1 - x0) * scale)))
    height = min(full_height, max(1, round_half_up((y1 - y0) * scale)))
    x, y = (full_width - width) // 2, (full_height - height) // 2
    out = np.full((full_height, full_width, 3), PAD, np.uint8)
    rows = Image.fromarray(picture).resize(
        (width, picture.shape[0]), Image.Resampling.BILINEAR, box=(x0, 0, x1, picture.shape[0])
    )
    resized = rows.resize((width, height), Image.Resampling.BILINEAR, box=(0, y0, width, y1))
    out[y : y + height, x : x + width] = np.asarray(resized)
    return out, (x, y, width, height)


def crop_box(box, width: int, height: int) -> tuple[int, int, int, int]:
    """An item's box xyxy in picture pixels -> the integer box that is embedded: margin, clip, round outward."""
    x0, y0, x1, y1 = box
    dx, dy = CROP_MARGIN * (x1 - x0), CROP_MARGIN * (y1 - y0)
    left, top = math.floor(max(0.0, x0 - dx)), math.floor(max(0.0, y0 - dy))
    right, bottom = math.ceil(min(float(width), x1 + dx)), math.ceil(min(float(height), y1 + dy))
    return left, top, max(right, left + 1), max(bottom, top + 1)


def fabric_box(box, width: int, height: int) -> tuple[int, int, int, int]:
    """The middle half of a region xyxy, at least 16 px a side, inside the picture: what fabric mode embeds."""
    low, high = [], []
    for start, end, limit in ((box[0], box[2], width), (box[1], box[3], height)):
        first, last = math.floor(start + (end - start) / 4), math.ceil(start + 3 * (end - start) / 4)
        grow = max(0, math.ceil((SMALLEST_FABRIC - (last - first)) / 2))
        low.append(max(0, first - grow))
        high.append(min(limit, last + grow))
    return low[0], low[1], high[0], high[1]


def iou_matrix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """IoU of boxes xyxy: [A, 4], [B, 4] -> [A, B]."""
    size = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    overlap = size.clip(0).prod(2)
    area_a, area_b = (a[:, 2:] - a[:, :2]).prod(1), (b[:, 2:] - b[:, :2]).prod(1)
    return overlap / (area_a[:, None] + area_b[None] - overlap + 1e-9)


def nms(boxes: np.ndarray, scores: np.ndarray, limit: float) -> list[int]:
    """Greedy non-maximum suppression of one class: indices kept, best score first."""
    order, kept = np.argsort(-scores, kind="stable").tolist(), []
    while order:
        best = order.pop(0)
        kept.append(best)
        overlap = iou_matrix(boxes[best : best + 1], boxes[order])[0] if order else []
        order = [index for index, value in zip(order, overlap, strict=True) if value <= limit]
    return kept


def voted(box: np.ndarray, boxes: np.ndarray, scores: np.ndarray, vote_iou: float) -> np.ndarray:
    """Box voting (Gidaris & Komodakis 2015): the mean of what overlaps `box` by at least `vote_iou`, by score and overlap.

    box [4] is one of `boxes` [N, 4]; scores [N]: of one kind.
    """
    overlap = iou_matrix(box[None], boxes)[0]
    weight = np.where(overlap >= vote_iou, overlap * scores, 0.0)
    return (boxes * weight[:, None]).sum(0) / weight.sum()


def items_of(
    boxes, scores, thresholds, place, size, nms_iou: float = 0.5, most: int = 12, vote_iou: float = VOTE_IOU
) -> list[dict]:
    """Detector outputs -> items, best first.

    boxes [N, 4] xyxy in model pixels, scores [N, C]; thresholds [C]; place = (x, y, width, height) of the picture in
    the square, size = (width, height) of the picture -> [{kind: index, score, box: xyxy in picture pixels}].
    """
    items = []
    x, y, width, height = place
    to_picture = np.array([size[0] / width, size[1] / height] * 2)
    for kind in range(scores.shape[1]):
        likely = np.flatnonzero(scores[:, kind] >= thresholds[kind])
        voters = np.flatnonzero(scores[:, kind] >= min(VOTES_FROM, thresholds[kind]))
        for index in likely[nms(boxes[likely], scores[likely, kind], nms_iou)]:
            box = voted(boxes[index], boxes[voters], scores[voters, kind], vote_iou)
            box = (box - [x, y, x, y]) * to_picture
            box = box.clip(0, [size[0], size[1]] * 2)
            items.append({"kind": kind, "score": float(scores[index, kind]), "box": box.tolist()})
    return sorted(items, key=lambda item: -item["score"])[:most]


def quantise(vector: np.ndarray, scale: float) -> np.ndarray:
    """Unit vector -> int8 on the wire: times the manifest's scale, half away from zero, clamped to +-127."""
    scaled = np.asarray(vector, np.float64) * scale
    return np.clip(np.sign(scaled) * np.floor(np.abs(scaled) + 0.5), -127, 127).astype(np.int8)
