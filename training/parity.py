"""Is an exported graph the network it came from? Complaints when it is not; export.py then fails."""

from pathlib import Path

import numpy as np
import torch

from detector_model import SIZES
from embedder_model import SIDE
from reference import choose_size, letterbox
from sessions import runner

SAME_NUMBER, SAME_COSINE = 1e-3, 0.9999  # graph against the network with the same weights
# Vectors of the graph against the float32 network's. Not 0.99: the last epochs learn with the stored weights, so these,
# not the float32 ones, are the trained network. evaluate.py refuses files that lose quality.
NEAR_COSINE = 0.92
NEAR_PIXELS, NEAR_SCORE = 3.0, 0.1  # boxes and uncalibrated scores against the float32 network's
LIKELY = 0.3


def as_input(square: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(square[None].astype(np.float32))


@torch.no_grad()
def check_detector(detect, stored, raw, full, pictures: dict[str, np.ndarray]) -> list[str]:
    """detect: the file (sessions.detect_with); stored: its graph; raw, full: uncalibrated, as stored and in float32.

    Every picture is looked at in the size that fits it, one of them in all sizes.
    """
    wrong = []
    cases = [
        (name, picture, choose_size(picture.shape[1], picture.shape[0], SIZES)) for name, picture in pictures.items()
    ]
    name, picture, _ = cases[0]
    for name, picture, size in cases + [(name, picture, size) for size in SIZES]:
        square, _ = letterbox(picture, size)
        boxes, scores = (torch.from_numpy(a) for a in detect(square))
        own_boxes, own_scores = (o[0] for o in stored(as_input(square)))
        raw_boxes, raw_scores = (o[0] for o in raw(as_input(square)))
        near_boxes, near_scores = (o[0] for o in full(as_input(square)))
        far = max(float((boxes - own_boxes).abs().max()) / max(size), float((scores - own_scores).abs().max()))
        likely = (near_scores > LIKELY).any(1)
        moved = float((raw_boxes - near_boxes)[likely].abs().max()) if likely.any() else 0.0
        changed = float((raw_scores - near_scores).abs().max())
        print(f"  detector {name} {size}: against itself {far:.1e}; float32 boxes {moved:.2f} px, scores {changed:.3f}")
        if far > SAME_NUMBER or moved > NEAR_PIXELS or changed > NEAR_SCORE:
            wrong.append(f"detector {name} {size}: {far} {moved} {changed}")
    return wrong


@torch.no_grad()
def check_embedder(embed, stored, full, pictures: dict[str, np.ndarray]) -> list[str]:
    """The same for vectors and probabilities of whole pictures."""
    wrong = []
    for name, picture in pictures.items():
        square, _ = letterbox(picture, SIDE)
        vector, probabilities = (torch.from_numpy(a) for a in embed(square))
        own_vector, own_probabilities = (o[0] for o in stored(as_input(square)))
        full_vector = full(as_input(square))[0][0]
        far = float((probabilities - own_probabilities).abs().max())
        cosine, to_full = (float(torch.cosine_similarity(vector, other, 0)) for other in (own_vector, full_vector))
        print(f"  embedder {name}: against itself {far:.1e}, cosine {cosine:.7f}; float32 cosine {to_full:.5f}")
        if far > SAME_NUMBER or cosine < SAME_COSINE or to_full < NEAR_COSINE:
            wrong.append(f"embedder {name}: {far} {cosine} {to_full}")
    return wrong


def check_web(web: Path, onnx: Path, sizes: list[tuple[int, int]], pictures: dict[str, np.ndarray]) -> list[str]:
    """The LiteRT file against the ONNX file, on every picture in every size; boxes in parts of the input."""
    wrong, runs = [], (runner(web), runner(onnx))
    for name, picture in pictures.items():
        for size in sizes:
            ours, theirs = (run(letterbox(picture, size)[0]) for run in runs)
            far = {key: float(np.abs(ours[key] - theirs[key]).max()) for key in theirs}
            if "boxes" in far:
                far["boxes"] /= max(size)
            print(f"  {web.name} {name} {size}: against {onnx.name} {max(far.values()):.1e}")
            if max(far.values()) > SAME_NUMBER:
                wrong.append(f"{web.name} {name} {size}: {far}")
    return wrong
