"""The shipped files: manifest, graphs and golden numbers. Needs only requirements-test.txt."""

import base64
import hashlib
import json
import zlib

import numpy as np
import onnxruntime
import pytest
from PIL import Image

from common import MODELS
from golden import picture_facts
from labels import KINDS
from reference import letterbox
from sessions import detect_with, embed_with

MANIFEST = json.loads((MODELS / "manifest.json").read_text())
GOLDEN = json.loads((MODELS / "golden/golden.json").read_text())
SIDE = MANIFEST["embedder"]["input"]["width"]
SIZES = [(size["width"], size["height"]) for size in MANIFEST["detector"]["input"]["sizes"]]
PICTURES = sorted((MODELS / "golden").glob("*.png"))


# Every fact about a model holds for the file that Node runs and for the one that browsers run.
@pytest.fixture(scope="module", params=["onnx", "tflite"])
def detect(request):
    return detect_with(MODELS / f"detector.{request.param}")


@pytest.fixture(scope="module", params=["onnx", "tflite"])
def embed(request):
    return embed_with(MODELS / f"embedder.{request.param}")


def pixels(path) -> np.ndarray:
    return np.asarray(Image.open(path).convert("RGB"))


@pytest.mark.parametrize("name", ["detector", "embedder"])
def test_manifest_tells_the_truth_about_the_file(name):
    entry, content = MANIFEST[name], (MODELS / MANIFEST[name]["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert len(content) == entry["bytes"]
    assert entry["id"] == f"{name}-{entry['sha256'][:8]}" == GOLDEN[name]


@pytest.mark.parametrize("name", ["detector", "embedder"])
def test_manifest_tells_the_truth_about_the_file_for_browsers(name):
    entry = MANIFEST[name]["web"]
    content = (MODELS / entry["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert len(content) == entry["bytes"]


def test_both_models_together_fit_their_budget():
    assert MANIFEST["detector"]["bytes"] + MANIFEST["embedder"]["bytes"] <= 6_000_000
    on_the_wire = [
        len(zlib.compress((MODELS / MANIFEST[n]["web"]["file"]).read_bytes(), 9)) for n in ("detector", "embedder")
    ]
    assert sum(on_the_wire) <= 6_000_000
    assert MANIFEST["detector"]["bytes"] <= 2_500_000
    assert MANIFEST["detector"]["parameters"] <= 2_000_000


@pytest.mark.parametrize("name", ["detector", "embedder"])
def test_graph_has_the_inputs_and_outputs_of_the_manifest(name):
    entry = MANIFEST[name]
    session = onnxruntime.InferenceSession(str(MODELS / entry["file"]), providers=["CPUExecutionProvider"])
    (given,) = session.get_inputs()
    assert given.name == entry["input"]["name"]
    assert (given.shape[0], given.shape[3]) == (1, 3)
    if name == "embedder":
        assert given.shape[1:3] == [entry["input"]["height"], entry["input"]["width"]]
    assert {o.name for o in session.get_outputs()} == {o["name"] for o in entry["outputs"].values()}


def test_classes_and_thresholds_fit_together():
    entry = MANIFEST["detector"]
    assert entry["classes"] == KINDS
    assert set(entry["thresholds"]["scoreByClass"]) <= set(KINDS)
    assert all(0.15 <= value <= 0.5 for value in entry["thresholds"]["scoreByClass"].values())


def test_the_second_look_knows_the_kind_of_every_label():
    look, labels = MANIFEST["secondLook"], MANIFEST["embedder"]["labels"]
    kinds = dict(zip(labels, look["kinds"], strict=True))
    assert set(kinds.values()) == {*KINDS, None}
    assert [kinds[label] for label in ("blazer", "t-shirt", "bra", "royal-gala")] == [
        "outerwear",
        "top",
        None,
        "product",
    ]
    assert look["slope"] > 0 and look["weight"] > 0


def test_labels_are_unique_slugs_and_as_many_as_probabilities(embed):
    labels = MANIFEST["embedder"]["labels"]
    _, probabilities = embed(np.full((SIDE, SIDE, 3), 127, np.uint8))
    assert len(set(labels)) == len(labels) == len(probabilities)
    assert all(label == label.lower() and " " not in label for label in labels)


@pytest.mark.parametrize("path", PICTURES, ids=lambda p: p.stem)
def test_golden_numbers_come_out_again(path, detect, embed):
    wanted, got = GOLDEN["pictures"][path.name], picture_facts(pixels(path), MANIFEST, detect, embed)
    for part in ("detector", "whole", "crop"):
        assert got[part]["square"] == wanted[part]["square"]
    assert [i["kind"] for i in got["detector"]["items"]] == [i["kind"] for i in wanted["detector"]["items"]]
    for mine, theirs in zip(got["detector"]["items"], wanted["detector"]["items"], strict=True):
        assert np.abs(np.subtract(mine["box"], theirs["box"])).max() < 0.1
        assert abs(mine["score"] - theirs["score"]) < 1e-3
        assert abs(mine["again"] - theirs["again"]) < 2e-3
    for part in ("whole", "crop"):
        assert np.dot(got[part]["embedding"], wanted[part]["embedding"]) > 0.9999
        mine, theirs = (np.frombuffer(base64.b64decode(f[part]["int8"]), np.int8).astype(float) for f in (got, wanted))
        assert np.abs(mine - theirs).max() <= 1
        assert got[part]["labels"][0]["label"] == wanted[part]["labels"][0]["label"]


def test_golden_folder_is_small_and_complete():
    assert {p.name for p in PICTURES} == set(GOLDEN["pictures"])
    assert sum(p.stat().st_size for p in (MODELS / "golden").iterdir()) < 1_000_000


def test_vectors_have_unit_length_and_the_wire_keeps_their_direction(embed):
    scale = MANIFEST["embedder"]["vector"]["scale"]
    for path in PICTURES:
        vector, probabilities = embed(letterbox(pixels(path), SIDE)[0])
        wire = np.clip(np.rint(vector * scale), -127, 127)
        assert abs(np.linalg.norm(vector) - 1) < 1e-4
        assert abs(probabilities.sum() - 1) < 1e-4
        assert wire @ vector / np.linalg.norm(wire) > 0.99


@pytest.mark.parametrize("size", SIZES)
def test_scores_are_probabilities_and_boxes_are_ordered(size, detect):
    boxes, scores = detect(letterbox(pixels(PICTURES[0]), size)[0])
    assert len(boxes) == len(scores) == sum(size[0] * size[1] // stride**2 for stride in (8, 16, 32))
    assert scores.min() >= 0
    assert scores.max() <= 1
    assert (boxes[:, 2:] > boxes[:, :2]).all()


def test_match_thresholds_are_cosines_that_keep_true_pairs():
    match = MANIFEST["embedder"]["match"]
    assert match["falseSameStyle"] == 0.05
    assert all(-1 < value < 1 for value in [match["threshold"], *match["thresholdByCategory"].values()])


def test_figures_belong_to_the_shipped_files():
    quality = json.loads((MODELS / "quality.json").read_text())
    card = (MODELS / "MODEL_CARD.md").read_text()
    for name in ("detector", "embedder"):
        assert quality[name]["id"] == MANIFEST[name]["id"]
        assert MANIFEST[name]["id"] in card
