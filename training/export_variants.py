"""The same networks stored in other ways, and the usual classifier beside them, for `npm run bench:models`.

    python export_variants.py OUT        # from the last stages in runs/; prints what each way costs

Writes OUT/<detector|embedder>-<fp32|fp16|int8>, OUT/embedder-int8-arithmetic (activations quantised as well: per-channel
static quantisation of onnxruntime and of ai-edge-quantizer, calibrated on training pictures) and OUT/mobilenet-v2-224, the
starting weights as the 1001-way classifier they came as; each as .onnx, for Node, and as .tflite, for browsers.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from ai_edge_quantizer import quantizer
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

import embedder_validation
import train_detector
from common import Pack, newest
from detector_model import SIZES, Detector
from embedder_model import SIDE, trained_embedder
from labels import KINDS
from litert_files import SHORTCUT, detector_to_litert, embedder_to_litert, trunk
from litert_graph import Graph, LiteRtFile
from metrics import average_precision, mean_ap
from onnx_files import DetectorGraph, EmbedderGraph, fold_batch_norms, to_onnx
from reference import items_of, letterbox
from sessions import detect_with, embed_with
from storage import as_stored
from trunks import MOBILE, starting_classifier, starting_trunk

PRECISIONS = ("fp32", "fp16", "int8")
CALIBRATION_PICTURES = 120
FIGURES = (
    "clothing top10, among the ten",
    "grocery fine, among the 81",
    "grocery photo to iconic R@1",
    "street crop to cut-out R@1",
)


class Classifier(nn.Module):
    """MobileNetV2 1.0 with its ImageNet classifier: image [1, 224, 224, 3] 0..255 -> probabilities [1, 1001]."""

    def __init__(self):
        super().__init__()
        self.trunk, self.last = starting_trunk(MOBILE), starting_classifier(MOBILE)

    def forward(self, image):
        return self.last(self.trunk(image.permute(0, 3, 1, 2) / 127.5 - 1).mean((2, 3))).softmax(1)

    def to_litert(self, path: Path) -> None:
        file = LiteRtFile("fp32")
        graph = Graph(file, "224x224")
        features = graph.mean(trunk(graph, graph.normalised(graph.input("image", (1, 224, 224, 3))), self.trunk))
        logits = graph.flat(graph.dense(features, self.last))
        graph.output("probabilities", graph.softmax(logits))
        file.write(path)


def training_pictures() -> list[dict]:
    """Inputs to calibrate activations on."""
    pack = Pack("clothing")
    pictures = (np.ascontiguousarray(pack[i]) for i in pack.where(split="train")[:CALIBRATION_PICTURES])
    return [{"image": letterbox(picture, SIDE)[0][None].astype(np.float32)} for picture in pictures]


class TrainingPictures(CalibrationDataReader):
    def __init__(self):
        self.inputs = training_pictures()

    def get_next(self):
        return self.inputs.pop() if self.inputs else None


def in_int8_arithmetic(full: Path, path: Path) -> None:
    """The embedder's LiteRT file with int8 maps; what is around its trunk stays float32."""
    quantised = quantizer.Quantizer(str(full))
    for operator in ("CONV_2D", "DEPTHWISE_CONV_2D"):
        quantised.add_static_config(".*", operator, 8, 8)
    quantised.add_static_config(f".*{SHORTCUT}.*", "ADD", 8, 8)
    ranges = quantised.calibrate({f"{SIDE}x{SIDE}": training_pictures()})
    path.write_bytes(quantised.quantize(ranges).quantized_model)


def write_all(out: Path, detector: Path, embedder: Path) -> list[str]:
    network, state = trained_embedder(embedder)
    boxes = Detector()
    boxes.load_state_dict(torch.load(detector, weights_only=True, map_location="cpu")["mean"])
    boxes, names = fold_batch_norms(boxes.eval()), fold_batch_norms(network)
    for precision in PRECISIONS:
        kept = (
            DetectorGraph(as_stored(boxes, precision)),
            EmbedderGraph(as_stored(names, precision), precision=precision),
        )
        to_onnx(kept[0], SIZES[0], ["boxes", "scores"], out / f"detector-{precision}.onnx", precision)
        to_onnx(kept[1], (SIDE, SIDE), ["embedding", "probabilities"], out / f"embedder-{precision}.onnx", precision)
        detector_to_litert(kept[0].network, 1.0, 0.0, out / f"detector-{precision}.tflite", precision)
        embedder_to_litert(kept[1].network, 1.0, SIDE, out / f"embedder-{precision}.tflite", precision)
    classifier = Classifier()
    to_onnx(classifier, (224, 224), ["probabilities"], out / "mobilenet-v2-224.onnx", "fp32")
    classifier.to_litert(out / "mobilenet-v2-224.tflite")
    in_int8_arithmetic(out / "embedder-fp32.tflite", out / "embedder-int8-arithmetic.tflite")
    ready = out / "embedder-ready.onnx"
    quant_pre_process(out / "embedder-fp32.onnx", ready, skip_symbolic_shape=True)
    quantize_static(
        ready, out / "embedder-int8-arithmetic.onnx", TrainingPictures(), quant_format=QuantFormat.QDQ,
        per_channel=True, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
    )  # fmt: skip
    ready.unlink()
    return state["labels"]


def detector_quality(path: Path) -> float:
    detect, (squares, places, truth) = detect_with(path), train_detector.validation_photos()
    found = []
    for square, (place, size) in zip(squares, places, strict=True):
        items = items_of(*detect(square), [train_detector.EVALUATION_SCORE] * len(KINDS), place, size, most=100)
        found.append([(item["kind"], item["score"], item["box"]) for item in items])
    return mean_ap(average_precision(found, truth, len(KINDS)))


def embedder_quality(path: Path, labels: list[str]) -> dict:
    embed = embed_with(path)

    def answer(squares):
        vectors, probabilities = zip(*map(embed, squares), strict=True)
        return np.stack(vectors), np.stack(probabilities)

    figures = embedder_validation.figures(answer, labels, drawn=False)
    return {name: round(figures[name], 4) for name in FIGURES}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--detector", type=Path, default=newest("detector"))
    parser.add_argument("--embedder", type=Path, default=newest("embedder"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    labels = write_all(options.out, options.detector, options.embedder)
    for precision in PRECISIONS:
        print(f"detector {precision}: mean AP50 {detector_quality(options.out / f'detector-{precision}.onnx'):.4f}")
    measured = [f"embedder-{name}.onnx" for name in (*PRECISIONS, "int8-arithmetic")]
    for name in (*measured, "embedder-int8-arithmetic.tflite"):
        print(f"{name}: {json.dumps(embedder_quality(options.out / name, labels))}", flush=True)


if __name__ == "__main__":
    main()
