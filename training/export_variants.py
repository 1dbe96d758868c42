"""The same networks stored in other ways, and the usual classifier beside them, for `npm run bench:models`.

    python export_variants.py OUT        # from the last stages in runs/; prints what each way costs

Writes OUT/<detector|embedder>-<fp32|fp16|int8>.onnx, OUT/embedder-int8-arithmetic.onnx (activations quantised as well:
per-channel static quantisation of onnxruntime, calibrated on training pictures) and OUT/mobilenet-v2-224.onnx, the
starting weights as the 1001-way classifier they came as.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

import embedder_validation
import train_detector
from common import Pack, newest
from detector_model import SIZES, Detector
from embedder_model import SIDE, trained_embedder
from labels import KINDS
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


class TrainingPictures(CalibrationDataReader):
    def __init__(self):
        pack = Pack("clothing")
        self.squares = [
            letterbox(np.ascontiguousarray(pack[i]), SIDE)[0] for i in pack.where(split="train")[:CALIBRATION_PICTURES]
        ]

    def get_next(self):
        return {"image": self.squares.pop()[None].astype(np.float32)} if self.squares else None


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
    to_onnx(Classifier(), (224, 224), ["probabilities"], out / "mobilenet-v2-224.onnx", "fp32")
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
    for name in (*PRECISIONS, "int8-arithmetic"):
        print(
            f"embedder {name}: {json.dumps(embedder_quality(options.out / f'embedder-{name}.onnx', labels))}",
            flush=True,
        )


if __name__ == "__main__":
    main()
