"""The one door to onnxruntime: shipped models as plain functions of letterboxed pictures. No torch here."""

from pathlib import Path

import numpy as np
import onnxruntime


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def detect_with(path: Path, threads: int = 2):
    """-> function: input [H, W, 3] uint8, sides that 32 divides -> boxes [N, 4] in model pixels, scores [N, 14]."""
    session = _session(path, threads)

    def detect(square: np.ndarray):
        boxes, scores = session.run(["boxes", "scores"], {"image": square[None].astype(np.float32)})
        return boxes[0], scores[0]

    return detect


def embed_with(path: Path, threads: int = 2):
    """-> function: square [side, side, 3] uint8 -> unit vector [128], probabilities [L]."""
    session = _session(path, threads)

    def embed(square: np.ndarray):
        vector, probabilities = session.run(["embedding", "probabilities"], {"image": square[None].astype(np.float32)})
        return vector[0], probabilities[0]

    return embed
