"""Writes the networks of `networks.py` as MediaPipe's tasks take them: .tflite with metadata, float32 and int8.

python build.py OUT        # then: npm run bench:mediapipe -- OUT
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf
from mediapipe.tasks.python.metadata.metadata_writers import metadata_info, metadata_writer, object_detector
from networks import KINDS, SEED, anchors, efficientdet_lite0, embedder

MEAN = STD = [127.5]
CALIBRATION_PICTURES = 8


def in_float32(saved: str, side: int) -> bytes:
    return tf.lite.TFLiteConverter.from_saved_model(saved).convert()


def in_int8(saved: str, side: int) -> bytes:
    """Weights and activations; takes pixels 0..255, answers float32."""
    random = np.random.default_rng(SEED)

    def pictures() -> Iterator[list[np.ndarray]]:
        for _ in range(CALIBRATION_PICTURES):
            yield [random.uniform(-1, 1, (1, side, side, 3)).astype(np.float32)]

    converter = tf.lite.TFLiteConverter.from_saved_model(saved)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = pictures
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.uint8
    return converter.convert()


def order_of_outputs(network: bytes) -> metadata_info.RawDetectionOutputTensorsOrder:
    interpreter = tf.lite.Interpreter(model_content=network)
    last = [details["shape"][-1] for details in interpreter.get_output_details()]
    order = metadata_info.RawDetectionOutputTensorsOrder
    return order.LOCATION_SCORE if last == [4, KINDS] else order.SCORE_LOCATION


def as_detector(network: bytes) -> bytearray:
    """With the anchors and how to read them; the task suppresses the lesser of overlapping boxes itself."""
    boxes = [object_detector.FixedAnchor(*anchor) for anchor in anchors()]
    decoding = object_detector.TensorsDecodingOptions(
        num_classes=KINDS, num_boxes=len(boxes), num_coords=4, keypoint_coord_offset=0, num_keypoints=0,
        num_values_per_keypoint=2, x_scale=1, y_scale=1, w_scale=1, h_scale=1,
        apply_exponential_on_box_size=True, sigmoid_score=False,
    )  # fmt: skip
    writer = object_detector.MetadataWriter.create_for_models_without_nms(
        bytearray(network), MEAN, STD, metadata_writer.Labels().add([f"kind {i}" for i in range(KINDS)]),
        object_detector.SsdAnchorsOptions(object_detector.FixedAnchorsSchema(boxes)), decoding,
        order_of_outputs(network),
    )  # fmt: skip
    return writer.populate()[0]


def as_embedder(network: bytes) -> bytearray:
    writer = metadata_writer.MetadataWriter.create(bytearray(network))
    writer.add_general_info("ImageEmbedder", "Image to vector").add_image_input(MEAN, STD).add_feature_output("vector")
    return writer.populate()[0]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(SEED)
    networks = {
        "efficientdet-lite0": (efficientdet_lite0(), as_detector),
        "mobilenet-v3-small": (embedder(keras.applications.MobileNetV3Small), as_embedder),
        "mobilenet-v3-large": (embedder(keras.applications.MobileNetV3Large), as_embedder),
    }
    for name, (model, described) in networks.items():
        print(f"{name}: {model.count_params():,} weights, {[tuple(output.shape) for output in model.outputs]}")
        with TemporaryDirectory() as saved:
            model.export(saved, verbose=False)
            for precision, converted in (("float32", in_float32), ("int8", in_int8)):
                network = converted(saved, model.inputs[0].shape[1])
                (out / f"{name}-{precision}.tflite").write_bytes(described(network))


if __name__ == "__main__":
    main()
