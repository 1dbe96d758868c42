"""Average precision and retrieval figures, in numpy."""

import numpy as np

from reference import iou_matrix


def average_precision(found: list, truth: list, kinds: int, least_iou: float = 0.5) -> dict:
    """AP at one IoU per class, area under the all-points interpolated curve (PASCAL VOC 2010).

    found: per picture [(kind, score, box xyxy)...]; truth: per picture [(kind, box xyxy)...].
    -> {kind: {"ap", "boxes", "scores", "hits"}} for classes that have boxes; scores and hits are sorted by score.
    """
    result = {}
    for kind in range(kinds):
        total = sum(k == kind for picture in truth for k, _ in picture)
        if not total:
            continue
        scores, hits = [], []
        for answers, right in zip(found, truth, strict=True):
            boxes = np.array([box for k, box in right if k == kind], float).reshape(-1, 4)
            taken = np.zeros(len(boxes), bool)
            mine = sorted(((score, box) for k, score, box in answers if k == kind), key=lambda pair: -pair[0])
            for score, box in mine:
                iou = iou_matrix(np.array([box], float), boxes)[0] if len(boxes) else np.zeros(0)
                best = int(iou.argmax()) if len(iou) else -1
                hit = best >= 0 and iou[best] >= least_iou and not taken[best]
                if hit:
                    taken[best] = True
                scores.append(score)
                hits.append(hit)
        order = np.argsort(-np.array(scores), kind="stable") if scores else np.zeros(0, int)
        scores, hits = np.array(scores, float)[order], np.array(hits, bool)[order]
        recall = np.cumsum(hits) / total
        precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
        envelope = np.maximum.accumulate(precision[::-1])[::-1]
        ap = float((np.diff(recall, prepend=0) * envelope).sum()) if len(hits) else 0.0
        result[kind] = {"ap": ap, "boxes": int(total), "scores": scores, "hits": hits}
    return result


def mean_ap(result: dict, least_boxes: int = 20) -> float:
    """Mean over the classes with enough boxes to say anything."""
    return float(np.mean([entry["ap"] for entry in result.values() if entry["boxes"] >= least_boxes]))


def best_threshold(entry: dict, low: float, high: float) -> tuple[float, float]:
    """Score threshold with the best F1 inside [low, high] -> (threshold, F1 there)."""
    best = (low, 0.0)
    for threshold in np.arange(low, high + 1e-9, 0.01).round(2).tolist():
        kept = entry["scores"] >= threshold
        right = entry["hits"][kept].sum()
        f1 = 2 * right / max(1, kept.sum() + entry["boxes"])
        if f1 > best[1]:
            best = (threshold, float(f1))
    return best


def recall_at(queries: np.ndarray, gallery: np.ndarray, right: np.ndarray, ks=(1, 5)) -> dict[int, float]:
    """Part of queries whose right answer is among the k nearest by cosine.

    queries [Q, D], gallery [G, D] unit vectors; right [Q] = index of the right gallery item, or [Q, G] bool.
    """
    similarity = queries @ gallery.T
    if right.ndim == 1:
        own = similarity[np.arange(len(queries)), right]
        rank = (similarity > own[:, None]).sum(1)
    else:
        order = np.argsort(-similarity, axis=1)
        rank = np.take_along_axis(right, order, 1).argmax(1)
    return {k: float((rank < k).mean()) for k in ks}
