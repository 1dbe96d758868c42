"""Write `models/`: both networks as ONNX and, for browsers, as LiteRT, the manifest, the golden files.

Fails when the graphs are not the networks.

    python export.py                                                        # from the last stages in runs/
    python export.py --detector runs/detector-1.pt --embedder runs/x.pt     # from other checkpoints
    python export.py --only detector                                        # the embedder stays as it is shipped, byte for byte
    python export.py --precision fp16                                       # weights stored as float16

Then `python evaluate.py` measures the shipped files and writes quality and model card.

What a file holds and takes: onnx_files.py, litert_files.py. Calibration and match thresholds come from validation pictures (calibration.py,
matching.py) and are part of the files or of the manifest.
"""

import argparse
import hashlib
import json
import platform
import sys
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

import detector_model
import embedder_model
from choices import calibrate_detector, calibrate_embedder, choose_scale, choose_second_look, choose_thresholds
from common import CACHE, DATA, JEWELRY_BOXES, MODELS, TAGGED_BOXES, newest
from golden import golden_pictures, write_golden
from labels import KINDS
from litert_files import detector_to_litert, embedder_to_litert
from matching import match_thresholds
from onnx_files import DetectorGraph, EmbedderGraph, fold_batch_norms, to_onnx
from parity import check_detector, check_embedder, check_web
from reference import CROP_MARGIN, PAD
from resuming import stages_of
from sessions import detect_with, embed_with
from storage import as_stored
from trunks import LITE0, LITE1, MOBILE

DATA_SETS = [
    {
        "name": "clothing-dataset",
        "source": "https://github.com/alexeygrigorev/clothing-dataset",
        "licence": "CC0-1.0",
        "folder": "clothing",
    },
    {
        "name": "Clothing Co-Parsing",
        "source": "https://github.com/bearpaw/clothing-co-parsing",
        "licence": "Apache-2.0",
        "folder": "street",
    },
    {
        "name": "GroceryStoreDataset",
        "source": "https://github.com/marcusklasson/GroceryStoreDataset",
        "licence": "MIT",
        "folder": "grocery",
    },
    {
        "name": "Coral test data (starting weights)",
        "source": "https://github.com/google-coral/test_data",
        "licence": "Apache-2.0",
        "folder": "weights",
    },
]

DRAWN_BOXES = {
    "name": "boxes of the photos with tags and of jewelry, drawn for this project",
    "source": f"training/{TAGGED_BOXES.name}, training/{JEWELRY_BOXES.name}",
    "licence": "Apache-2.0",
}

LITE_WEIGHTS = {
    "name": "EfficientNet-Lite (starting weights)",
    "source": "https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite",
    "licence": "Apache-2.0",
}


def folder_checksum(folder: Path) -> str:
    """sha256 over the sorted lines `<path> <sha256 of the file>`."""
    lines = [
        f"{p.relative_to(folder).as_posix()} {hashlib.sha256(p.read_bytes()).hexdigest()}\n"
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def web_path(path: Path) -> Path:
    """Of the same network for browsers."""
    return path.with_suffix(".tflite")


def file_entry(path: Path) -> dict:
    content = path.read_bytes()
    return {"file": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def model_entry(name: str, path: Path, network: nn.Module, size: dict, precision: str) -> dict:
    """What the manifest says about any model. size: width and height of the input, or the sizes to choose from."""
    file = file_entry(path)
    trained_on = [{k: v for k, v in entry.items() if k != "folder"} for entry in DATA_SETS]
    if (CACHE / "drawn.json").exists():
        trained_on.append(
            {
                "name": "pictures drawn by this project's own code",
                "source": "npm run -s demo:training",
                "licence": "Apache-2.0",
            }
        )
    return {
        "id": f"{name}-{file['sha256'][:8]}", **file, "web": file_entry(web_path(path)),
        "input": {
            "name": "image", **size, "layout": "NHWC", "dtype": "float32", "colour": "RGB", "range": [0, 255],
            "resize": "pillow-bilinear", "fit": "letterbox", "pad": PAD,
            "normalisation": {"mean": [127.5] * 3, "std": [127.5] * 3, "appliedBy": "graph"},
        },
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "precision": {"int8": "int8-stored", "fp16": "fp16-stored", "fp32": "fp32"}[precision],
        "licence": "Apache-2.0", "trainedOn": trained_on,
    }  # fmt: skip


class Export(NamedTuple):
    """A network's entry in the manifest, the settings of all its stages, and where its graphs are not the network."""

    entry: dict
    settings: dict
    wrong: list[str]


def export_detector(checkpoint: Path, precision: str, pictures: dict) -> Export:
    """Writes the files twice: the scores are calibrated on what the first one answers."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    network, path = detector_model.Detector(), MODELS / "detector.onnx"
    network.load_state_dict(state["mean"])
    full = fold_batch_norms(network.eval())
    stored = as_stored(full, precision)
    largest, outputs = detector_model.SIZES[0], ["boxes", "scores"]
    to_onnx(DetectorGraph(stored), largest, outputs, path, precision)
    calibration = calibrate_detector(detect_with(path))
    to_onnx(DetectorGraph(stored, *calibration), largest, outputs, path, precision)
    detector_to_litert(stored, *calibration, web_path(path), precision)
    detect = detect_with(path)
    graphs = DetectorGraph(stored, *calibration), DetectorGraph(stored), DetectorGraph(full)
    wrong = check_detector(detect, *(graph.eval() for graph in graphs), pictures)
    wrong += check_web(web_path(path), path, detector_model.SIZES, pictures)
    sizes = {"sizes": [{"width": width, "height": height} for width, height in detector_model.SIZES]}
    entry = model_entry("detector", path, stored, sizes, precision)
    settings = stages_of(state)
    entry["trainedOn"].append(DRAWN_BOXES)
    if any("teachers" in stage for stage in settings.values()):  # their trunks
        entry["trainedOn"].append(LITE_WEIGHTS)
    entry |= {
        "outputs": {
            "boxes": {"name": "boxes", "format": "xyxy", "unit": "model-pixels"},
            "scores": {"name": "scores", "activation": "probability"},
        },
        "classes": KINDS, "thresholds": choose_thresholds(detect),
        "calibration": {"method": "Platt, in the graph", "slope": [round(float(v), 4) for v in calibration[0]],
                        "shift": [round(float(v), 4) for v in calibration[1]]},
    }  # fmt: skip
    return Export(entry, settings, wrong)


def export_embedder(checkpoint: Path, precision: str, pictures: dict) -> Export:
    """Writes the files twice, like the detector's."""
    network, state = embedder_model.trained_embedder(checkpoint)
    labels, path, side = state["labels"], MODELS / "embedder.onnx", embedder_model.SIDE
    full = fold_batch_norms(network)
    stored = as_stored(full, precision)
    outputs = ["embedding", "probabilities"]
    to_onnx(EmbedderGraph(stored, precision=precision), (side, side), outputs, path, precision)
    temperature = calibrate_embedder(embed_with(path), labels)
    to_onnx(EmbedderGraph(stored, temperature, precision), (side, side), outputs, path, precision)
    embedder_to_litert(stored, temperature, side, web_path(path), precision)
    embed = embed_with(path)
    graphs = EmbedderGraph(stored, temperature, precision), EmbedderGraph(full, temperature)
    wrong = check_embedder(embed, *(graph.eval() for graph in graphs), pictures)
    wrong += check_web(web_path(path), path, [(side, side)], pictures)
    entry = model_entry("embedder", path, stored, {"width": side, "height": side}, precision)
    entry["input"]["cropMargin"] = CROP_MARGIN
    trunk = state["settings"].get("trunk", MOBILE)
    if trunk in (LITE0, LITE1):
        entry["trainedOn"].append(LITE_WEIGHTS)
    scale = choose_scale(embed)
    entry |= {
        "outputs": {"embedding": {"name": "embedding", "dim": embedder_model.DIM}, "probabilities": {"name": "probabilities"}},
        "trunk": trunk, "labels": labels, "vector": {"dim": embedder_model.DIM, "dtype": "int8", "scale": scale},
        "calibration": {"method": "temperature, in the graph", "temperature": round(temperature, 4)},
        "match": match_thresholds(embed, scale),
    }  # fmt: skip
    return Export(entry, stages_of(state), wrong)


def shipped(family: str) -> Export:
    """A network as it is in `models/` already."""
    manifest = json.loads((MODELS / "manifest.json").read_text())
    return Export(manifest[family], manifest["provenance"]["settings"][family], [])


def provenance(settings: dict) -> dict:
    """What the models came from: data, settings and seeds of every stage, versions."""
    return {
        "dataChecksums": {
            **{entry["folder"]: folder_checksum(DATA / entry["folder"]) for entry in DATA_SETS},
            **{path.name: file_entry(path)["sha256"] for path in (TAGGED_BOXES, JEWELRY_BOXES)},
        },
        "settings": settings,
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__, "opencv": cv2.__version__,
                     "onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__},
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--detector", type=Path, default=newest("detector"))
    parser.add_argument("--embedder", type=Path, default=newest("embedder"))
    parser.add_argument("--only", choices=["detector", "embedder"], help="the other one stays as it is shipped")
    parser.add_argument("--precision", choices=["int8", "fp16", "fp32"], default="int8")
    options = parser.parse_args()
    MODELS.mkdir(exist_ok=True)
    pictures = golden_pictures()
    exports = {}
    for family, export in {"detector": export_detector, "embedder": export_embedder}.items():
        asked = options.only in (None, family)
        exports[family] = export(getattr(options, family), options.precision, pictures) if asked else shipped(family)
    if wrong := [line for export in exports.values() for line in export.wrong]:
        sys.exit("the graphs are not the networks:\n" + "\n".join(wrong))
    entries = {family: export.entry for family, export in exports.items()}
    settings = {family: export.settings for family, export in exports.items()}
    models = detect_with(MODELS / "detector.onnx"), embed_with(MODELS / "embedder.onnx")
    look = choose_second_look(*models, entries["embedder"]["labels"], embedder_model.SIDE)
    manifest = {"schemaVersion": 3, **entries, "secondLook": look, "provenance": provenance(settings)}
    (MODELS / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    write_golden(MODELS, manifest, pictures)
    sizes = " + ".join(f"{family} {entry['bytes']:,}" for family, entry in entries.items())
    print(f"{sizes} bytes, scale {entries['embedder']['vector']['scale']}")


if __name__ == "__main__":
    main()
