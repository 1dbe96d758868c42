"""Measure the shipped models on validation pictures; write `models/quality.json`, its heads into the manifest, the card.

    python evaluate.py                 # after export.py; ten minutes
    python evaluate.py --vectors       # ten more: other sizes of the vector, too
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
from arranged import arranged_figures
from calibration import best_temperature, expected_calibration_error, halves, log_softmax, reliability
from card import write_card
from choices import answers, grocery_labels, photo_answers
from common import MODELS, newest
from embedder_model import SIDE
from evaluate_detector import (
    calibration_figures,
    drawn_scene_figures,
    jewelry_figures,
    photo_figures,
    second_look_figures,
    single_figures,
)
from fabric import fabric_figures
from held_out import held_out_names, held_out_pictures, street_items
from labels import KIND_OF_STREET_LABEL, KINDS
from matching import match_figures
from reference import crop_box, iou_matrix, letterbox, quantise
from robustness import robustness_figures
from second_look import look_again, with_second_look
from sessions import detect_with, embed_with
from vector_sizes import vector_figures

MOST_LOST = 0.005  # mean of the figures that int8 storage may cost against the float32 network


def chain_figures(detect, embed, embed_all, photos, thresholds, scale: float) -> dict:
    """The whole way on held-out photos: found box -> vector on the wire -> its own cut-out among all cut-outs.

    Beside it the same items with their true boxes: what the detector's box costs.
    """
    held = embedder_validation.load()
    gallery = on_the_wire(embed_all(held["cutouts"])[0], scale)
    squares, places, _ = photos
    found = answers(detect, squares, places, thresholds, 12)
    cutout_of = iter(held["crop_of"])
    hits = {"found": 0, "true": 0}
    matched = 0
    for name, photo, boxes in zip(held_out_names(), held_out_pictures(), found, strict=True):
        items = street_items(name)
        own = [(item, next(cutout_of)) for item in items]
        for item, target in own:
            kind = KIND_OF_STREET_LABEL.get(item["label"])
            mine = np.array([box for k, _, box in boxes if KINDS[k] == kind]).reshape(-1, 4)
            overlap = iou_matrix(np.array([item["box"]], float), mine)[0] if len(mine) else np.zeros(1)
            if kind is None or overlap.max() < 0.5:
                continue
            matched += 1
            for way, box in (("found", mine[overlap.argmax()]), ("true", item["box"])):
                crop = crop_box(box, photo.shape[1], photo.shape[0])
                vector = on_the_wire(embed(letterbox(photo, SIDE, crop)[0])[0][None], scale)[0]
                hits[way] += int((gallery @ vector).argmax() == target)
    return {
        "boxesFound": matched, "cutoutIsFirst": hits["found"] / max(1, matched),
        "cutoutIsFirstWithTrueBox": hits["true"] / max(1, matched), "gallery": len(gallery),
    }  # fmt: skip


def label_calibration(embed_all, labels: list[str]) -> dict:
    """ECE of the shipped probabilities of the best label, and of a further temperature fitted on one half of the pictures and
    judged on the other: what to expect on new pictures."""
    held = embedder_validation.load()
    sets = {"clothing": held["clothing_label"], "crops": held["street_label"], "grocery": grocery_labels(held)}
    probabilities = np.concatenate([embed_all(held[name])[1] for name in sets])
    label = np.array([labels.index(name) if name in labels else -1 for names in sets.values() for name in names])
    probabilities, label = probabilities[label >= 0], label[label >= 0]
    confidence, right = probabilities.max(1), probabilities.argmax(1) == label
    logs = np.log(np.maximum(probabilities, 1e-7))
    crossed, parts = np.zeros(len(label)), halves(len(label))
    for fit, judged in (parts, parts[::-1]):
        temperature = best_temperature(logs[fit], label[fit])
        crossed[judged] = np.exp(log_softmax(logs[judged] / temperature)).max(1)
    return {
        "answers": len(label),
        "ece": expected_calibration_error(confidence, right),
        "eceCrossFitted": expected_calibration_error(crossed, right),
        "bins": reliability(confidence, right.astype(float), 10),
    }


def on_the_wire(vectors: np.ndarray, scale: float) -> np.ndarray:
    """Unit vectors [N, 128] that come out of the int8 ones."""
    vectors = quantise(vectors, scale).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def full_detector(options, calibration: dict, photos, thresholds) -> dict | None:
    """Mean AP50 of the float32 checkpoint on the same pictures, calibrated like the file: what its storage costs, and nothing
    else. None of a restored one, whose weights are those of the file."""
    import torch

    from detector_model import Detector
    from onnx_files import DetectorGraph

    state = torch.load(options.detector, weights_only=True, map_location="cpu")
    if "restoredFrom" in state["settings"]:
        return None
    network = Detector()
    network.load_state_dict(state["mean"])
    graph = DetectorGraph(network, calibration["slope"], calibration["shift"]).eval()

    @torch.no_grad()
    def detect(square: np.ndarray):
        boxes, scores = graph(torch.from_numpy(square[None]).float())
        return boxes[0].numpy(), scores[0].numpy()

    return {"meanAp50": photo_figures(photo_answers(detect, photos), photos[2], thresholds)["meanAp50"]}


def full_embedder(options, labels: list[str]) -> dict:
    """Figures of the float32 checkpoint on the same pictures."""
    from embedder_model import trained_embedder
    from train_embedder import answer_with

    return embedder_validation.figures(answer_with(trained_embedder(options.embedder)[0]), labels)


def complain_of_storage(boxes: dict, names: dict) -> None:
    """Ends the program when the files lose more than MOST_LOST against the float32 networks."""
    full = boxes["float32"]
    lost_boxes = full["meanAp50"] - boxes["photos"]["meanAp50"] if full else 0.0
    shipped = {name: value for name, value in names["shipped"].items() if isinstance(value, float)}
    lost = np.mean([names["float32"][name] - value for name, value in shipped.items()])
    if lost > MOST_LOST or lost_boxes > MOST_LOST:
        sys.exit(f"int8 storage costs too much: embedder {lost:.4f}, detector {lost_boxes:.4f}")


def rounded(value):
    """Figures with four decimals, at any depth."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def detector_quality(detect, embed, look: dict, photos, thresholds, full: dict | None) -> dict:
    """look: `secondLook` of the manifest; full: figures of the float32 network, if it is at hand (a restored one has the weights
    of the file)."""
    found, truth = photo_answers(detect, photos), photos[2]
    chances = look_again(found, held_out_pictures(), embed, SIDE, look["kinds"])
    looked = with_second_look(found, chances, look)
    return {
        "validation": "street photos held out by photo (12 %), IoU 0.5, all-points AP; mean over classes with at least 20 boxes",
        "photos": photo_figures(found, truth, thresholds),
        "secondLook": second_look_figures(looked, truth),
        "allJewelry": jewelry_figures(found, truth, thresholds),
        "float32": full,
        "singlePictures": single_figures(detect, thresholds),
        "drawnScenes": drawn_scene_figures(detect),
        "arranged": arranged_figures(detect, thresholds),
        "calibration": calibration_figures(detect),
    }


def earlier_figures(embedder: str) -> dict:
    """What an earlier run found of this very embedder."""
    path = MODELS / "quality.json"
    earlier = json.loads(path.read_text())["embedder"] if path.exists() else {}
    return earlier if earlier.get("id") == embedder else {}


def with_earlier_names(embedder: dict, detect, embed, embed_all, photos, thresholds) -> dict:
    """Measures of an embedder what depends on boxes again; all else is what was found of it before."""
    names = earlier_figures(embedder["id"])
    if not names:
        sys.exit("quality.json is of another embedder: evaluate all of it")
    scale = embedder["vector"]["scale"]
    names["chain"] = rounded(chain_figures(detect, embed, embed_all, photos, thresholds, scale))
    return {name: value for name, value in names.items() if name != "id"}


def write_down(manifest: dict, boxes: dict, names: dict) -> None:
    """The figures into manifest, quality.json and model card."""
    detector, embedder = manifest["detector"], manifest["embedder"]
    detector["quality"] = {"meanAp50": boxes["photos"]["meanAp50"], "photos": boxes["photos"]["photos"]}
    embedder["quality"] = names["shipped"]
    quality = {"detector": {"id": detector["id"], **boxes}, "embedder": {"id": embedder["id"], **names}}
    (MODELS / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (MODELS / "quality.json").write_text(json.dumps(quality, indent=1) + "\n")
    write_card(MODELS, manifest, quality)
    print((MODELS / "MODEL_CARD.md").read_text())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--detector", type=Path, default=newest("detector"))
    parser.add_argument("--embedder", type=Path, default=newest("embedder"))
    parser.add_argument("--vectors", action="store_true", help="compare sizes of the vector as well")
    parser.add_argument("--boxes", action="store_true", help="only what boxes change, for an embedder evaluated before")
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
    full = full_detector(options, detector["calibration"], photos, thresholds)
    boxes = rounded(detector_quality(detect, embed, manifest["secondLook"], photos, thresholds, full))
    if options.boxes:
        names = with_earlier_names(embedder, detect, embed, embed_all, photos, thresholds)
        write_down(manifest, boxes, names)
        return complain_of_storage(boxes, names)
    shipped = embedder_validation.figures(embed_all, labels)
    on_wire = embedder_validation.figures(embed_all, labels, lambda vectors: quantise(vectors, scale))
    vectors = (
        vector_figures(options.embedder, scale) if options.vectors else earlier_figures(embedder["id"]).get("vectors")
    )
    names = rounded({
        "validation": "clothing and grocery by their split, street by photo; the shipped pre-processing; whole pictures",
        "shipped": shipped, "int8Vector": {k: v for k, v in on_wire.items() if "R@" in k},
        "float32": {k: v for k, v in full_embedder(options, labels).items() if k != "counts"},
        "chain": chain_figures(detect, embed, embed_all, photos, thresholds, scale),
        "calibration": label_calibration(embed_all, labels),
        "match": match_figures(embed, scale),
        "robustness": robustness_figures(embed_all, labels),
        "fabric": fabric_figures(embed_all),
        "vectors": vectors,
    })  # fmt: skip
    write_down(manifest, boxes, names)
    complain_of_storage(boxes, names)


if __name__ == "__main__":
    main()
