"""What is chosen on validation pictures and shipped: score thresholds, calibration, the vector's scale.

Everything takes a shipped model as a plain function (sessions.py), so that it is chosen for what devices run.
"""

import numpy as np

import embedder_validation
import train_detector
from calibration import best_temperature, platt
from common import DATA, read_csv
from labels import KINDS, slug
from metrics import average_precision, best_threshold
from reference import VOTE_IOU, VOTES_FROM, items_of

THRESHOLD_BOUNDS = (0.15, 0.5)  # best F1 on validation inside these
DEFAULT_THRESHOLD = 0.3  # of a class with too few validation boxes to choose one
LEAST_BOXES = 20
NMS_IOU, MOST_ITEMS = 0.5, 12
INSIDE_PART = 0.9999  # of validation components that the int8 vector must hold without clipping
SMALLEST_PROBABILITY = 1e-7
CALIBRATED_FROM = 0.03  # answers below this are never shown and do not count
SHOWN_FROM = 0.15  # score from which boxes are judged: the lowest threshold that can be chosen


def photo_results(detect, least: float) -> dict:
    """Answers on the validation photos from score `least` on, matched at IoU 0.5 (metrics.average_precision)."""
    squares, places, truth = train_detector.validation_photos()
    found = []
    for square, (place, size) in zip(squares, places, strict=True):
        items = items_of(*detect(square), [least] * len(KINDS), place, size, NMS_IOU, 100)
        found.append([(item["kind"], item["score"], item["box"]) for item in items])
    return average_precision(found, truth, len(KINDS))


def choose_thresholds(detect) -> dict:
    """Score thresholds on the validation photos: best F1 per class inside the bounds."""
    by_class = {
        KINDS[k]: best_threshold(entry, *THRESHOLD_BOUNDS)[0]
        for k, entry in photo_results(detect, 0.1).items()
        if entry["boxes"] >= LEAST_BOXES
    }
    return {
        "score": DEFAULT_THRESHOLD, "scoreByClass": by_class, "nmsIou": NMS_IOU, "voteIou": VOTE_IOU, "votesFrom": VOTES_FROM,
        "maxItems": MOST_ITEMS,
    }  # fmt: skip


def logit(probability: np.ndarray) -> np.ndarray:
    p = np.clip(probability, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    return np.log(p / (1 - p))


def calibrate_detector(detect) -> tuple[np.ndarray, np.ndarray]:
    """Slope and shift [14] of the logits with which a score is the chance of a hit at IoU 0.5 (Platt 1999).

    A class with enough boxes has its own pair; the others share one that is fitted on all of them together, or on every
    class where too few answers are left. Last, one pair for all kinds makes right what is likely enough to be shown.
    """
    results = photo_results(detect, CALIBRATED_FROM)
    rare = [entry for entry in results.values() if entry["boxes"] < LEAST_BOXES]
    shared = rare if sum(entry["hits"].sum() for entry in rare) >= LEAST_BOXES else list(results.values())
    slope, shift = np.ones(len(KINDS)), np.zeros(len(KINDS))
    scores, hits = (np.concatenate([entry[name] for entry in shared]) for name in ("scores", "hits"))
    slope[:], shift[:] = platt(logit(scores), hits)
    for kind, entry in results.items():
        if entry["boxes"] >= LEAST_BOXES and entry["hits"].sum() >= LEAST_BOXES // 2:
            slope[kind], shift[kind] = platt(logit(entry["scores"]), entry["hits"])
    logits = np.concatenate([slope[kind] * logit(entry["scores"]) + shift[kind] for kind, entry in results.items()])
    hits = np.concatenate([entry["hits"] for entry in results.values()])
    shown = logits >= logit(np.array(SHOWN_FROM))
    steeper, higher = platt(logits[shown], hits[shown])
    slope, shift = steeper * slope, steeper * shift + higher
    return slope.astype(np.float32), shift.astype(np.float32)


def grocery_labels(held: dict) -> list[str]:
    """Label of every validation grocery picture."""
    names = {int(row["fine"]): slug(row["name"]) for row in read_csv(DATA / "grocery/classes.csv")}
    return [names[int(fine)] for fine in held["grocery_fine"]]


def calibrate_embedder(embed, labels: list[str]) -> float:
    """Temperature of the label softmax (Guo et al. 2017) over clothing, groceries and street crops together."""
    held = embedder_validation.load()
    right = {"clothing": held["clothing_label"], "crops": held["street_label"], "grocery": grocery_labels(held)}
    logits, index = [], []
    for name, names in right.items():
        for square, label in zip(held[name], names, strict=True):
            if label in labels:
                logits.append(np.log(np.maximum(embed(square)[1], SMALLEST_PROBABILITY)))
                index.append(labels.index(label))
    return float(best_temperature(np.stack(logits), np.array(index)))


def choose_scale(embed) -> float:
    """The largest whole vector scale that leaves INSIDE_PART of the validation components unclipped."""
    crops = embedder_validation.load()["crops"]
    components = np.abs(np.concatenate([embed(square)[0] for square in crops]))
    return float(np.floor(127.5 / np.quantile(components, INSIDE_PART)))
