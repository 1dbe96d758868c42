"""Measure the shipped models on validation pictures; write `quality` into the manifest and the model card.

    python evaluate.py                 # after export.py; five minutes
    python evaluate.py --detector runs/detector-1.pt --embedder runs/x.pt     # the checkpoints that were exported

Every number in `models/MODEL_CARD.md` comes from here.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

import embedder_validation
import train_detector
from card import write_card
from common import CACHE, DATA, MODELS, RUNS, Pack, read_csv, split_of
from data_prepare import read
from labels import KIND_OF_CLOTHING_LABEL, KIND_OF_STREET_LABEL, KINDS, clothing_label
from metrics import average_precision, mean_ap
from reference import crop_box, iou_matrix, items_of, letterbox, quantise
from sessions import detect_with, embed_with

DETECTOR_SIDE, EMBEDDER_SIDE = 384, 160
MOST_LOST = 0.005  # mean of the figures that int8 storage may cost against the float32 network
LEAST_BOXES = 20  # a class with fewer validation boxes does not count in the mean


def answers(detect, squares, places, thresholds, most: int) -> list:
    """Per picture [(kind, score, box xyxy in picture pixels)...]."""
    found = []
    for square, (place, size) in zip(squares, places, strict=True):
        items = items_of(*detect(square), thresholds, place, size, most=most)
        found.append([(item["kind"], item["score"], item["box"]) for item in items])
    return found


def photo_figures(detect, photos, thresholds) -> dict:
    """AP at IoU 0.5 and 0.75 per class, and precision and recall at the shipped thresholds."""
    squares, places, truth = photos
    found = answers(detect, squares, places, [train_detector.EVALUATION_SCORE] * len(KINDS), 100)
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
        "photos": len(squares), "meanAp50": mean_ap(at50, LEAST_BOXES), "meanAp75": mean_ap(at75, LEAST_BOXES),
        "meanAp50AllClasses": mean_ap(at50, 1), "precision": right / max(1, given), "recall": right / boxes,
        "byClass": by_class,
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
            picture = read(path)
            square, place = letterbox(picture, DETECTOR_SIDE)
            items = items_of(*detect(square), thresholds, place, (picture.shape[1], picture.shape[0]))
            answered += bool(items)
            right += bool(items) and KINDS[items[0]["kind"]] == kind
        out[name] = {"pictures": len(entries), "answered": answered / len(entries), "bestIsRight": right / len(entries)}
    return out


def drawn_scene_figures(detect) -> dict | None:
    """AP50 on the held-out drawn scenes (from the pack: 576 px, not the full drawing)."""
    if not (CACHE / "drawn_scenes.json").exists():
        return None
    pack = Pack("drawn_scenes")
    squares, places, truth = [], [], []
    for index in pack.where(split="val"):
        picture = np.ascontiguousarray(pack[index])
        square, place = letterbox(picture, DETECTOR_SIDE)
        squares.append(square)
        places.append((place, (picture.shape[1], picture.shape[0])))
        boxes = [
            (KINDS.index(i["kind"]), [*np.min(i["hull"], 0), *np.max(i["hull"], 0)]) for i in pack.facts[index]["items"]
        ]
        truth.append(boxes)
    found = answers(detect, squares, places, [train_detector.EVALUATION_SCORE] * len(KINDS), 100)
    result = average_precision(found, truth, len(KINDS))
    by_class = {KINDS[k]: {"ap50": e["ap"], "boxes": e["boxes"]} for k, e in result.items()}
    return {"scenes": len(squares), "meanAp50": mean_ap(result, LEAST_BOXES), "byClass": by_class}


def chain_figures(detect, embed, embed_all, photos, thresholds, scale: float) -> dict:
    """The whole way on held-out photos: found box -> vector on the wire -> its own cut-out among all cut-outs."""
    held = embedder_validation.load()
    gallery = quantise(embed_all(held["cutouts"])[0], scale).astype(np.float32)
    gallery /= np.linalg.norm(gallery, axis=1, keepdims=True)
    paths = [p for p in sorted((DATA / "street/masks").glob("*.png")) if split_of(f"street/{p.stem}") == "val"]
    squares, places, truth = photos
    found = answers(detect, squares, places, thresholds, 12)
    cutout_of = iter(held["crop_of"])
    matched = hit = 0
    for path, boxes in zip(paths, found, strict=True):
        photo = read(DATA / f"street/photos/{path.stem}.jpg")
        own = [(item, next(cutout_of)) for item in embedder_validation.street_items(path)]
        for item, target in own:
            kind = KIND_OF_STREET_LABEL.get(item["label"])
            mine = np.array([box for k, _, box in boxes if KINDS[k] == kind]).reshape(-1, 4)
            overlap = iou_matrix(np.array([item["box"]], float), mine)[0] if len(mine) else np.zeros(1)
            if kind is None or overlap.max() < 0.5:
                continue
            crop = crop_box(mine[overlap.argmax()], photo.shape[1], photo.shape[0])
            vector = quantise(embed(letterbox(photo, EMBEDDER_SIDE, crop)[0])[0], scale).astype(np.float32)
            matched += 1
            hit += int((gallery @ vector).argmax() == target)
    return {"boxesFound": matched, "cutoutIsFirst": hit / max(1, matched), "gallery": len(gallery)}


def full_precision(options, labels: list[str], photos) -> tuple[dict, dict]:
    """The float32 checkpoints on the same pictures: detector mean AP50, embedder figures."""
    import torch

    from detector_model import Detector
    from embedder_model import Embedder
    from train_embedder import answer_with

    detector, embedder = Detector(), Embedder(len(labels))
    detector.load_state_dict(torch.load(options.detector, weights_only=True)["mean"])
    embedder.load_state_dict(torch.load(options.embedder, weights_only=True)["mean"])
    squares, places, truth = photos
    found = train_detector.answers_of(detector, squares, places)
    mean = mean_ap(average_precision(found, truth, len(KINDS)), LEAST_BOXES)
    return {"meanAp50": mean}, embedder_validation.figures(answer_with(embedder), labels)


def rounded(value):
    """Figures with four decimals, at any depth."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--detector", type=Path, default=RUNS / "detector-2.pt")
    parser.add_argument("--embedder", type=Path, default=RUNS / "embedder-average.pt")
    options = parser.parse_args()
    manifest = json.loads((MODELS / "manifest.json").read_text())
    detector, embedder = manifest["detector"], manifest["embedder"]
    labels, scale = embedder["labels"], embedder["vector"]["scale"]
    limits = detector["thresholds"]
    thresholds = [limits["scoreByClass"].get(kind, limits["score"]) for kind in KINDS]
    detect, embed = detect_with(MODELS / "detector.onnx"), embed_with(MODELS / "embedder.onnx")
    memory: dict[int, tuple] = {}

    def embed_all(squares):
        if id(squares) not in memory:
            vectors, probabilities = zip(*map(embed, squares), strict=True)
            memory[id(squares)] = squares, np.stack(vectors), np.stack(probabilities)
        return memory[id(squares)][1:]

    photos = train_detector.validation_photos()
    full_detector, full_embedder = full_precision(options, labels, photos)
    shipped = embedder_validation.figures(embed_all, labels)
    on_wire = embedder_validation.figures(embed_all, labels, lambda vectors: quantise(vectors, scale))
    detector["quality"] = rounded({
        "validation": "street photos held out by photo (12 %), IoU 0.5, all-points AP; mean over classes with at least 20 boxes",
        "photos": photo_figures(detect, photos, thresholds),
        "float32": full_detector,
        "singlePictures": single_figures(detect, thresholds),
        "drawnScenes": drawn_scene_figures(detect),
    })  # fmt: skip
    embedder["quality"] = rounded({
        "validation": "clothing and grocery by their split, street by photo; the shipped pre-processing; whole pictures",
        "shipped": shipped, "int8Vector": {k: v for k, v in on_wire.items() if "R@" in k},
        "float32": {k: v for k, v in full_embedder.items() if k != "counts"},
        "chain": chain_figures(detect, embed, embed_all, photos, thresholds, scale),
    })  # fmt: skip
    (MODELS / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    write_card(MODELS, manifest)
    print((MODELS / "MODEL_CARD.md").read_text())
    lost = [full_embedder[k] - v for k, v in shipped.items() if isinstance(v, float)]
    lost_boxes = full_detector["meanAp50"] - detector["quality"]["photos"]["meanAp50"]
    if np.mean(lost) > MOST_LOST or lost_boxes > MOST_LOST:
        sys.exit(f"int8 storage costs too much: embedder {np.mean(lost):.4f}, detector {lost_boxes:.4f}")


if __name__ == "__main__":
    main()
