"""The detector's figures: photos, single pictures, drawn scenes, calibration."""

import numpy as np

import train_detector
from calibration import error_by_chance, expected_calibration_error, halves, logit, platt, reliability
from choices import CALIBRATED_FROM, HIT_IOU, SHOWN_FROM, answers, photo_results, with_all_jewelry
from common import CACHE, DATA, Pack, outline_box, read_csv
from data_prepare import read
from detector_model import SIZES
from labels import KIND_OF_CLOTHING_LABEL, KINDS, clothing_label
from metrics import average_precision, matched, mean_ap
from reference import choose_size, items_of, letterbox

LEAST_BOXES = 20  # a class with fewer validation boxes does not count in the mean


def fitted(picture: np.ndarray):
    """The picture in the model input that suits it, where it lies there, its size (width, height)."""
    height, width = picture.shape[:2]
    square, place = letterbox(picture, choose_size(width, height, SIZES))
    return square, place, (width, height)


def photo_figures(found: list, truth: list, thresholds) -> dict:
    """AP at IoU 0.5 and 0.75 per class, and precision and recall at the shipped thresholds, of `photo_answers`."""
    at50 = average_precision(found, truth, len(KINDS))
    at75 = average_precision(found, truth, len(KINDS), 0.75)
    by_class, right, given, boxes = {}, 0, 0, 0
    for kind, entry in at50.items():
        kept = entry["scores"] >= thresholds[kind]
        hits = int(entry["hits"][kept].sum())
        right, given, boxes = right + hits, given + int(kept.sum()), boxes + entry["boxes"]
        by_class[KINDS[kind]] = {
            "ap50": entry["ap"], "ap75": at75[kind]["ap"], "boxes": entry["boxes"], "threshold": thresholds[kind],
            "precision": hits / max(1, int(kept.sum())), "recall": hits / entry["boxes"],
        }  # fmt: skip
    return {
        "photos": len(found), "meanAp50": mean_ap(at50, LEAST_BOXES), "meanAp75": mean_ap(at75, LEAST_BOXES),
        "meanAp50AllClasses": mean_ap(at50, 1), "precision": right / max(1, given), "recall": right / boxes,
        "byClass": by_class,
    }  # fmt: skip


def jewelry_figures(found: list, truth: list, thresholds) -> dict:
    """The same answers against every piece of jewelry that can be seen, instead of those that the data set's people drew."""
    kind = KINDS.index("jewelry")
    entry = average_precision(found, with_all_jewelry(truth), len(KINDS))[kind]
    kept = entry["hits"][entry["scores"] >= thresholds[kind]]
    return {
        "boxes": entry["boxes"], "ap50": entry["ap"], "threshold": thresholds[kind], "shown": len(kept),
        "precision": int(kept.sum()) / max(1, len(kept)), "recall": int(kept.sum()) / entry["boxes"],
    }  # fmt: skip


def second_look_figures(found: list, truth: list) -> dict:
    """The same figures of answers whose scores are those of a second look, and their ECE, as in `calibration_figures`."""
    by_class = average_precision(found, truth, len(KINDS))
    scores = np.array([score for answers in found for _, score, _ in answers])
    pairs = zip(found, with_all_jewelry(truth), strict=True)
    hits = np.concatenate([matched(answers, right, HIT_IOU) for answers, right in pairs])
    shown = scores >= SHOWN_FROM
    return {
        "meanAp50": mean_ap(by_class, LEAST_BOXES), "meanAp50AllClasses": mean_ap(by_class, 1),
        "meanAp75": mean_ap(average_precision(found, truth, len(KINDS), 0.75), LEAST_BOXES),
        "ap50ByClass": {KINDS[kind]: entry["ap"] for kind, entry in by_class.items()},
        "answers": int(shown.sum()), "ece": expected_calibration_error(scores[shown], hits[shown]),
    }  # fmt: skip


def single_figures(detect, thresholds) -> dict:
    """Catalogue-like pictures: is there an answer, and is the best one of the right kind."""
    out = {}
    pictures = {"clothing": [], "grocery": []}
    for row in read_csv(DATA / "clothing/labels.csv"):
        kind = KIND_OF_CLOTHING_LABEL.get(clothing_label(row["label"]))
        if row["split"] == "val" and kind:
            pictures["clothing"].append((DATA / "clothing/images" / row["file"], kind))
    for row in read_csv(DATA / "grocery/labels.csv"):
        if row["split"] == "val":
            pictures["grocery"].append((DATA / "grocery/images" / row["file"], "product"))
    for name, entries in pictures.items():
        answered = right = 0
        for path, kind in entries:
            square, place, size = fitted(read(path))
            items = items_of(*detect(square), thresholds, place, size)
            answered += bool(items)
            right += bool(items) and KINDS[items[0]["kind"]] == kind
        out[name] = {"pictures": len(entries), "answered": answered / len(entries), "bestIsRight": right / len(entries)}
    return out


def drawn_scene_figures(detect) -> dict | None:
    """AP50 on the held-out drawn scenes (from the pack, not the full drawing)."""
    if not (CACHE / "drawn_scenes.json").exists():
        return None
    pack = Pack("drawn_scenes")
    squares, places, truth = [], [], []
    for index in pack.where(split="val"):
        square, place, size = fitted(np.ascontiguousarray(pack[index]))
        squares.append(square)
        places.append((place, size))
        boxes = [(KINDS.index(i["kind"]), outline_box(i)) for i in pack.facts[index]["items"]]
        truth.append(boxes)
    found = answers(detect, squares, places, [train_detector.EVALUATION_SCORE] * len(KINDS), 100)
    result = average_precision(found, truth, len(KINDS))
    by_class = {KINDS[k]: {"ap50": e["ap"], "boxes": e["boxes"]} for k, e in result.items()}
    return {"scenes": len(squares), "meanAp50": mean_ap(result, LEAST_BOXES), "byClass": by_class}


def calibration_figures(detect) -> dict:
    """ECE of the shipped scores from SHOWN_FROM on, over all kinds; and of a shared Platt scaling fitted on one half of the
    answers and judged on the other, which is what to expect on new photos."""
    results = photo_results(detect, CALIBRATED_FROM).values()
    scores, hits = (np.concatenate([entry[name] for entry in results]) for name in ("scores", "hits"))
    shown = scores >= SHOWN_FROM
    crossed, parts = np.zeros(len(scores)), halves(len(scores))
    for fit, judged in (parts, parts[::-1]):
        slope, shift = platt(logit(scores[fit]), hits[fit])
        crossed[judged] = 1 / (1 + np.exp(-(slope * logit(scores[judged]) + shift)))
    later = crossed >= SHOWN_FROM
    return {
        "answers": int(shown.sum()),
        "ece": expected_calibration_error(scores[shown], hits[shown]),
        "eceCrossFitted": expected_calibration_error(crossed[later], hits[later]),
        "eceByChance": error_by_chance(scores[shown]),
        "bins": reliability(scores[shown], hits[shown].astype(float), 10),
    }
