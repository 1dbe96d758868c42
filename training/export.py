"""Write `models/`: both networks as ONNX, the manifest, the golden files. Fails when the graphs are not the networks.

    python export.py                                                        # from runs/detector-2.pt and runs/embedder-average.pt
    python export.py --detector runs/detector-1.pt --embedder runs/x.pt     # from other checkpoints
    python export.py --precision fp16                                       # weights stored as float16

Then `python evaluate.py` measures the shipped files and writes quality and model card.

Pre- and post-processing that a graph can do is in the graph: input NHWC RGB 0..255, normalisation, sigmoid, softmax,
unit length, boxes in model pixels. Weights of big layers are stored as int8 per output channel in front of a Cast and
a Mul, which any runtime folds back to float32 while loading; computing is float32 throughout.
"""

import argparse
import hashlib
import json
import platform
import sys
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

import detector_model
import embedder_model
import train_detector
import train_embedder
from common import CACHE, DATA, MODELS, RUNS
from golden import golden_pictures, write_golden
from labels import KINDS
from metrics import average_precision, best_threshold
from reference import CROP_MARGIN, PAD, items_of, letterbox
from sessions import detect_with, embed_with
from storage import SMALLEST_STORED, as_stored

OPSET = 18
THRESHOLD_BOUNDS = (0.15, 0.5)  # best F1 on validation inside these
DEFAULT_THRESHOLD = 0.3  # of a class with too few validation boxes to choose one
LEAST_BOXES = 20
NMS_IOU, MOST_ITEMS = 0.5, 12
INSIDE_PART = 0.999  # of validation components that the int8 vector must hold without clipping
SAME_NUMBER, SAME_COSINE = 1e-3, 0.9999  # graph against the network with the same weights
NEAR_COSINE = (
    0.92  # vectors of the graph against the float32 network's. Not 0.99: the last epochs learn with the stored
)
# weights, so these, not the float32 ones, are the trained network. evaluate.py refuses files that lose quality.
NEAR_PIXELS = 2.0  # boxes of likely items against the float32 network's, in model pixels

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


class DetectorGraph(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image):
        logits, boxes = self.network(image.permute(0, 3, 1, 2) / 127.5 - 1)
        return boxes, logits.sigmoid()


class EmbedderGraph(DetectorGraph):
    def forward(self, image):
        vectors, logits = self.network(image.permute(0, 3, 1, 2) / 127.5 - 1)
        return vectors, logits.softmax(1)


def fold_batch_norms(network: nn.Module) -> nn.Module:
    """Put every batch norm that follows a convolution in a Sequential into that convolution."""
    for module in network.modules():
        if isinstance(module, nn.Sequential):
            for index in range(len(module) - 1):
                if isinstance(module[index], nn.Conv2d) and isinstance(module[index + 1], nn.BatchNorm2d):
                    module[index] = fuse_conv_bn_eval(module[index], module[index + 1])
                    module[index + 1] = nn.Identity()
    return network


def store_small(model: onnx.ModelProto, precision: str) -> None:
    """Replace the big float32 initialisers by int8 (or float16) ones behind Cast (and Mul)."""
    graph = model.graph
    arrays = {tensor.name: tensor for tensor in graph.initializer}
    new_nodes = []
    for node in list(graph.node):
        if node.op_type not in ("Conv", "Gemm", "MatMul") or node.input[1] not in arrays:
            continue
        group = next((a.i for a in node.attribute if a.name == "group"), 1)
        transposed = node.op_type == "MatMul" or (
            node.op_type == "Gemm" and not any(a.name == "transB" and a.i for a in node.attribute)
        )
        name = node.input[1]
        weight = numpy_helper.to_array(arrays[name])
        if group != 1 or weight.size < SMALLEST_STORED:
            continue
        graph.initializer.remove(arrays[name])
        if precision == "fp16":
            graph.initializer.append(numpy_helper.from_array(weight.astype(np.float16), f"{name}.h"))
            new_nodes.append(helper.make_node("Cast", [f"{name}.h"], [name], to=TensorProto.FLOAT))
            continue
        axes = (0,) if transposed else tuple(range(1, weight.ndim))
        scale = np.maximum(np.abs(weight).max(axes, keepdims=True) / 127, 1e-12).astype(np.float32)
        whole = np.rint(weight / scale)
        assert np.abs(whole * scale - weight).max() < 1e-5 * np.abs(weight).max(), name
        graph.initializer.append(numpy_helper.from_array(whole.astype(np.int8), f"{name}.q"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{name}.scale"))
        new_nodes.append(helper.make_node("Cast", [f"{name}.q"], [f"{name}.f"], to=TensorProto.FLOAT))
        new_nodes.append(helper.make_node("Mul", [f"{name}.f", f"{name}.scale"], [name]))
    for position, node in enumerate(new_nodes):
        graph.node.insert(position, node)


def to_onnx(graph: nn.Module, side: int, outputs: list[str], path: Path, precision: str) -> None:
    image = torch.rand(1, side, side, 3) * 255
    program = torch.onnx.export(
        graph.eval(),
        (image,),
        input_names=["image"],
        output_names=outputs,
        opset_version=OPSET,
        dynamo=True,
        verbose=False,
    )
    program.optimize()
    model = program.model_proto
    if precision != "fp32":
        store_small(model, precision)
    for node in model.graph.node:  # names and doc strings of the source would only cost bytes
        node.doc_string = ""
        node.name = ""
        del node.metadata_props[:]
    del model.graph.value_info[:]
    del model.graph.metadata_props[:]
    del model.metadata_props[:]
    del model.functions[:]
    model.doc_string, model.producer_name, model.producer_version = "", "tongkuan", ""
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString())


def folder_checksum(folder: Path) -> str:
    """sha256 over the sorted lines `<path> <sha256 of the file>`."""
    lines = [
        f"{p.relative_to(folder).as_posix()} {hashlib.sha256(p.read_bytes()).hexdigest()}\n"
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def model_entry(name: str, path: Path, network: nn.Module, side: int, precision: str) -> dict:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
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
        "id": f"{name}-{digest[:8]}", "file": path.name, "sha256": digest, "bytes": len(content),
        "input": {
            "name": "image", "width": side, "height": side, "layout": "NHWC", "dtype": "float32", "colour": "RGB", "range": [0, 255],
            "resize": "pillow-bilinear", "fit": "letterbox", "pad": PAD,
            "normalisation": {"mean": [127.5] * 3, "std": [127.5] * 3, "appliedBy": "graph"},
        },
        "parameters": sum(p.numel() for n, p in network.named_parameters() if n != "prototypes"),
        "precision": {"int8": "int8-stored", "fp16": "fp16-stored", "fp32": "fp32"}[precision],
        "licence": "Apache-2.0", "trainedOn": trained_on,
    }  # fmt: skip


def choose_thresholds(detect) -> dict:
    """Score thresholds on the validation photos: best F1 per class inside the bounds."""
    squares, places, truth = train_detector.validation_photos()
    found = []
    for square, (place, size) in zip(squares, places, strict=True):
        boxes, scores = detect(square)
        items = items_of(boxes, scores, [0.1] * len(KINDS), place, size, NMS_IOU, 100)
        found.append([(item["kind"], item["score"], item["box"]) for item in items])
    result = average_precision(found, truth, len(KINDS))
    by_class = {
        KINDS[k]: best_threshold(entry, *THRESHOLD_BOUNDS)[0]
        for k, entry in result.items()
        if entry["boxes"] >= LEAST_BOXES
    }
    return {"score": DEFAULT_THRESHOLD, "scoreByClass": by_class, "nmsIou": NMS_IOU, "maxItems": MOST_ITEMS}


def choose_scale(embed) -> float:
    """The largest whole vector scale that leaves INSIDE_PART of the validation components unclipped."""
    import embedder_validation

    crops = embedder_validation.load()["crops"]
    components = np.abs(np.concatenate([embed(square)[0] for square in crops]))
    return float(np.floor(127.5 / np.quantile(components, INSIDE_PART)))


@torch.no_grad()
def check(name: str, graph_answer, network: nn.Module, full: nn.Module, squares: list[np.ndarray]) -> list[str]:
    """Complaints about a graph: against the network with the stored weights, and against the float32 one."""
    wrong = []
    for index, square in enumerate(squares):
        image = torch.from_numpy(square[None].astype(np.float32))
        got = [torch.from_numpy(a) for a in graph_answer(square)]
        same, near = [o[0] for o in network(image)], [o[0] for o in full(image)]
        if name == "detector":
            far = max(float((got[0] - same[0]).abs().max()) / 384, float((got[1] - same[1]).abs().max()))
            likely = (near[1] > 0.3).any(1)
            moved = float((got[0] - near[0])[likely].abs().max()) if likely.any() else 0.0
            changed = float((got[1] - near[1]).abs().max())
            print(
                f"  detector picture {index}: against itself {far:.1e}; against fp32 boxes {moved:.2f} px, scores {changed:.3f}"
            )
            if far > SAME_NUMBER or moved > NEAR_PIXELS or changed > 0.1:
                wrong.append(f"detector picture {index}: {far} {moved} {changed}")
        else:
            far = float((got[1] - same[1]).abs().max())
            cosine, to_full = (float(torch.cosine_similarity(got[0], other[0], 0)) for other in (same, near))
            print(
                f"  embedder picture {index}: against itself {far:.1e}, cosine {cosine:.7f}; against fp32 cosine {to_full:.5f}"
            )
            if far > SAME_NUMBER or cosine < SAME_COSINE or to_full < NEAR_COSINE:
                wrong.append(f"embedder picture {index}: {far} {cosine} {to_full}")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--detector", type=Path, default=RUNS / "detector-2.pt")
    parser.add_argument("--embedder", type=Path, default=RUNS / "embedder-average.pt")
    parser.add_argument("--precision", choices=["int8", "fp16", "fp32"], default="int8")
    options = parser.parse_args()
    MODELS.mkdir(exist_ok=True)

    states = {
        "detector": torch.load(options.detector, weights_only=True),
        "embedder": torch.load(options.embedder, weights_only=True),
    }
    labels = states["embedder"]["labels"]
    networks = {"detector": detector_model.Detector(), "embedder": embedder_model.Embedder(len(labels))}
    graphs = {
        "detector": (DetectorGraph, 384, ["boxes", "scores"]),
        "embedder": (EmbedderGraph, 160, ["embedding", "probabilities"]),
    }
    entries, wrong = {}, []
    pictures = golden_pictures()
    for name, network in networks.items():
        network.load_state_dict(states[name]["mean"])
        full = fold_batch_norms(network.eval())
        stored = as_stored(full, options.precision)
        make, side, outputs = graphs[name]
        path = MODELS / f"{name}.onnx"
        to_onnx(make(stored), side, outputs, path, options.precision)
        entries[name] = model_entry(name, path, stored, side, options.precision)
        answer = (detect_with if name == "detector" else embed_with)(path)
        wrong += check(
            name, answer, make(stored).eval(), make(full).eval(), [letterbox(p, side)[0] for p in pictures.values()]
        )
    if wrong:
        sys.exit("the graphs are not the networks:\n" + "\n".join(wrong))

    detect, embed = detect_with(MODELS / "detector.onnx"), embed_with(MODELS / "embedder.onnx")
    detector, embedder = entries["detector"], entries["embedder"]
    detector["outputs"] = {
        "boxes": {"name": "boxes", "format": "xyxy", "unit": "model-pixels"},
        "scores": {"name": "scores", "activation": "probability"},
    }
    detector["classes"], detector["thresholds"] = KINDS, choose_thresholds(detect)
    embedder["input"]["cropMargin"] = CROP_MARGIN
    embedder["outputs"] = {
        "embedding": {"name": "embedding", "dim": embedder_model.DIM},
        "probabilities": {"name": "probabilities"},
    }
    embedder["labels"], embedder["vector"] = (
        labels,
        {"dim": embedder_model.DIM, "dtype": "int8", "scale": choose_scale(embed)},
    )
    provenance = {
        "dataChecksums": {entry["folder"]: folder_checksum(DATA / entry["folder"]) for entry in DATA_SETS},
        "seeds": {
            name: [s["seed"] for s in settings.values()]
            for name, settings in (("detector", train_detector.SETTINGS), ("embedder", train_embedder.SETTINGS))
        },
        "settings": {name: state["settings"] for name, state in states.items()},
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__, "opencv": cv2.__version__,
                     "onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__},
    }  # fmt: skip
    manifest = {"schemaVersion": 1, "detector": detector, "embedder": embedder, "provenance": provenance}
    (MODELS / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    write_golden(MODELS, manifest, pictures)
    sizes = [entries[name]["bytes"] for name in networks]
    print(f"detector {sizes[0]:,} + embedder {sizes[1]:,} = {sum(sizes):,} bytes, scale {embedder['vector']['scale']}")


if __name__ == "__main__":
    main()
