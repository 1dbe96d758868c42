"""Average precision and retrieval figures, in numpy."""

import numpy as np

from reference import iou_matrix


def matched(answers: list, right: list, least_iou: float) -> np.ndarray:
    """Which answers [(kind, score, box xyxy)...] of one picture hit one of its items [(kind, box xyxy)...] that none with a
    higher score had hit. -> bool, in the order of the answers."""
    hits, taken = np.zeros(len(answers), bool), set()
    for index in sorted(range(len(answers)), key=lambda index: -answers[index][1]):
        kind, _, box = answers[index]
        same = [number for number, (its_kind, _) in enumerate(right) if its_kind == kind]
        if not same:
            continue
        iou = iou_matrix(np.array([box], float), np.array([right[number][1] for number in same], float))[0]
        best = same[int(iou.argmax())]
        hits[index] = iou.max() >= least_iou and best not in taken
        if hits[index]:
            taken.add(best)
    return hits


def average_precision(found: list, truth: list, kinds: int, least_iou: float = 0.5) -> dict:
    """AP at one IoU per class, area under the all-points interpolated curve (PASCAL VOC 2010).

    found: per picture [(kind, score, box xyxy)...]; truth: per picture [(kind, box xyxy)...].
    -> {kind: {"ap", "boxes", "scores", "hits"}} for classes that have boxes; scores and hits are sorted by score.
    """
    all_hits = [matched(answers, right, least_iou) for answers, right in zip(found, truth, strict=True)]
    result = {}
    for kind in range(kinds):
        total = sum(k == kind for picture in truth for k, _ in picture)
        if not total:
            continue
        mine = [
            (score, hit)
            for answers, its_hits in zip(found, all_hits, strict=True)
            for (k, score, _), hit in zip(answers, its_hits, strict=True)
            if k == kind
        ]
        scores, hits = np.array([score for score, _ in mine], float), np.array([hit for _, hit in mine], bool)
        order = np.argsort(-scores, kind="stable")
        scores, hits = scores[order], hits[order]
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
