"""The one door to the runtimes: shipped models as plain functions of letterboxed pictures. No torch here.

`.onnx` files run in onnxruntime, as in Node, `.tflite` files in LiteRT, as in browsers.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime


def _onnx(path: Path, threads: int) -> Callable[[np.ndarray], dict[str, np.ndarray]]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return lambda image: dict(zip(names, session.run(names, {"image": image}), strict=True))


def _litert(path: Path, threads: int) -> Callable[[np.ndarray], dict[str, np.ndarray]]:
    from ai_edge_litert.interpreter import Interpreter  # 60 MB that only some need

    interpreter = Interpreter(str(path), num_threads=threads)
    return lambda image: interpreter.get_signature_runner(f"{image.shape[2]}x{image.shape[1]}")(image=image)


def runner(path: Path, threads: int = 2) -> Callable[[np.ndarray], dict[str, np.ndarray]]:
    """-> function: picture [H, W, 3] uint8 of a size that the model takes -> its outputs by name, without batch."""
    run = (_litert if path.suffix == ".tflite" else _onnx)(path, threads)

    def of_picture(picture: np.ndarray) -> dict[str, np.ndarray]:
        return {name: values[0] for name, values in run(picture[None].astype(np.float32)).items()}

    return of_picture


def detect_with(path: Path, threads: int = 2):
    """-> function: input [H, W, 3] uint8 of a shipped size -> boxes [N, 4] in model pixels, scores [N, 14]."""
    run = runner(path, threads)

    def detect(square: np.ndarray):
        outputs = run(square)
        return outputs["boxes"], outputs["scores"]

    return detect


def embed_with(path: Path, threads: int = 2):
    """-> function: square [side, side, 3] uint8 -> unit vector [128], probabilities [L]."""
    run = runner(path, threads)

    def embed(square: np.ndarray):
        outputs = run(square)
        return outputs["embedding"], outputs["probabilities"]

    return embed
