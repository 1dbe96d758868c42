"""What is chosen on validation pictures and shipped: score thresholds, calibration, the vector's scale.

Everything takes a shipped model as a plain function (sessions.py), so that it is chosen for what devices run.
"""

import json

import numpy as np

import embedder_validation
import second_look
import train_detector
from calibration import SMALLEST_PROBABILITY, best_temperature, logit, platt
from common import DATA, JEWELRY_BOXES, read_csv
from held_out import held_out_names, held_out_pictures
from labels import KINDS, slug
from metrics import average_precision, best_threshold, matched
from reference import VOTE_IOU, VOTES_FROM, items_of

THRESHOLD_BOUNDS = (0.15, 0.5)  # best F1 on validation inside these
DEFAULT_THRESHOLD = 0.3  # of a class with too few validation boxes to choose one
LEAST_BOXES = 20
NMS_IOU, MOST_ITEMS, HIT_IOU = 0.5, 12, 0.5
INSIDE_PART = 0.9999  # of validation components that the int8 vector must hold without clipping
CALIBRATED_FROM = 0.03  # answers below this are never shown and do not count
HELD = 64.0  # how firmly a kind's calibration is held to that of all kinds (`training/LOG.md`)
SHOWN_FROM = 0.15  # score from which boxes are judged: the lowest threshold that can be chosen


def with_all_jewelry(truth: list) -> list:
    """Truth of the validation photos, [(kind, box xyxy)...] each, with every piece of jewelry that can be seen in place of those
    that the data set's people drew, one piece in six."""
    seen, jewelry = json.loads(JEWELRY_BOXES.read_text()), KINDS.index("jewelry")
    return [
        [(kind, box) for kind, box in boxes if kind != jewelry] + [(jewelry, box) for _, *box in seen[name]]
        for name, boxes in zip(held_out_names(), truth, strict=True)
    ]


def answers(detect, squares, places, thresholds, most: int) -> list:
    """Per picture [(kind, score, box xyxy in picture pixels)...]."""
    found = []
    for square, (place, size) in zip(squares, places, strict=True):
        items = items_of(*detect(square), thresholds, place, size, NMS_IOU, most)
        found.append([(item["kind"], item["score"], item["box"]) for item in items])
    return found


def photo_answers(detect, photos, least: float = train_detector.EVALUATION_SCORE) -> list:
    """Everything from score `least` on that is found on the validation photos, as `answers`; by default all that `describe`
    would list."""
    squares, places, _ = photos
    return answers(detect, squares, places, [least] * len(KINDS), 100)


def photo_results(detect, least: float) -> dict:
    """Answers on the validation photos from score `least` on, matched at IoU 0.5 (metrics.average_precision)."""
    photos = train_detector.validation_photos()
    return average_precision(photo_answers(detect, photos, least), with_all_jewelry(photos[2]), len(KINDS))


def choose_second_look(detect, embed, labels: list[str], side: int) -> dict:
    """`secondLook` of the manifest: how sure the detector and the embedder (labels, side of its input) are together."""
    photos, kinds = train_detector.validation_photos(), second_look.kinds_of(labels)
    found, truth = photo_answers(detect, photos), with_all_jewelry(photos[2])
    chances = second_look.look_again(found, held_out_pictures(), embed, side, kinds)
    hits = [matched(answers, right, HIT_IOU) for answers, right in zip(found, truth, strict=True)]
    scores = [score for answers in found for _, score, _ in answers]
    return {**second_look.fit(scores, np.concatenate(chances), np.concatenate(hits)), "kinds": kinds}


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


def calibrate_detector(detect) -> tuple[np.ndarray, np.ndarray]:
    """Slope and shift [14] of the logits with which a score is the chance of a hit at IoU 0.5 (Platt 1999).

    One pair for all kinds; then one for each kind, held near it (HELD); last, one for all that makes right what is likely
    enough to be shown.
    """
    results = {kind: entry for kind, entry in photo_results(detect, CALIBRATED_FROM).items() if len(entry["scores"])}
    logits = {kind: logit(entry["scores"]) for kind, entry in results.items()}
    hits = np.concatenate([entry["hits"] for entry in results.values()])
    slope, shift = (np.full(len(KINDS), value) for value in platt(np.concatenate(list(logits.values())), hits))
    for kind, entry in results.items():
        steeper, higher = platt(slope[kind] * logits[kind] + shift[kind], entry["hits"], HELD)
        slope[kind], shift[kind] = steeper * slope[kind], steeper * shift[kind] + higher
    calibrated = np.concatenate([slope[kind] * mine + shift[kind] for kind, mine in logits.items()])
    shown = calibrated >= logit(np.array(SHOWN_FROM))
    steeper, higher = platt(calibrated[shown], hits[shown])
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
