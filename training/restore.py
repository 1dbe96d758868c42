"""Make a checkpoint out of a shipped model, for a machine that has none: training goes on from what was published.

    python restore.py embedder --to teacher-3-2            # models/embedder.onnx -> runs/teacher-3-2.pt
    python restore.py detector                             # models/detector.onnx -> runs/detector-1.pt
    python restore.py embedder --models OLD --to teacher-1-2   # the same from a folder with an older manifest and files

The weights are those of the file: int8 values times their scale, batch norm folded in. Batch norms are unfolded again
with the statistics of training pictures, so that the network computes what the file does and can go on learning.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from common import MODELS, RUNS


def stored_arrays(path) -> dict[str, torch.Tensor]:
    """Parameter name -> float32 values, from a file that export.py wrote (fp32, fp16 or int8 storage)."""
    arrays = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    out = {}
    for name, array in arrays.items():
        if name.endswith(".q"):
            array = array.astype(np.float32) * arrays[f"{name[:-2]}.scale"]
        if name.endswith((".weight", ".bias", ".q", ".h")):
            key = name.removesuffix(".q").removesuffix(".h").removeprefix("network.")
            out[key] = torch.from_numpy(np.array(array, np.float32))
    if "by_vector.weight" in out:
        out["prototypes"] = out.pop("by_vector.weight")  # only their direction counts (Embedder.cosine_logits)
    return out


@torch.no_grad()
def fill(network: nn.Module, arrays: dict[str, torch.Tensor], pictures: torch.Tensor) -> list[str]:
    """Fill `network` from `arrays`; batch norms get the statistics of `pictures`. -> names that the file lacks."""
    state, missing = network.state_dict(), []
    norms = {name: module for name, module in network.named_modules() if isinstance(module, nn.BatchNorm2d)}
    before = {}  # batch norm -> name of the convolution in front of it, the module before it in its Sequential
    for name in norms:
        parent, _, place = name.rpartition(".")
        before[f"{parent}.{int(place) - 1}"] = name
    for name in state:
        if name.rpartition(".")[0] in norms:
            continue
        if name in arrays:
            state[name].copy_(arrays[name].reshape(state[name].shape))
        else:
            missing.append(name)
    hooks = []
    for conv, norm in before.items():
        bias = arrays[f"{conv}.bias"]

        def unfold(_module, _inputs, output, norm=norms[norm], bias=bias):
            norm.running_mean.copy_(output.mean((0, 2, 3)))
            norm.running_var.copy_(output.var((0, 2, 3)))
            norm.weight.copy_((norm.running_var + norm.eps).sqrt())
            norm.bias.copy_(norm.running_mean + bias)

        hooks.append(network.get_submodule(conv).register_forward_hook(unfold))
    network.eval()(pictures)
    for hook in hooks:
        hook.remove()
    return missing


def shipped_settings(models: Path, name: str) -> tuple[dict, dict]:
    """-> settings of the last stage, as the folder's manifest tells them; those of the stages before it."""
    manifest = json.loads((models / "manifest.json").read_text())
    before = dict(manifest["provenance"]["settings"][name])
    return {**before.pop(max(before)), "restoredFrom": manifest[name]["id"]}, before


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=["embedder", "detector"])
    parser.add_argument("--models", type=Path, default=MODELS, help="folder with manifest.json and the ONNX files")
    parser.add_argument("--to", help="checkpoint to write in runs/; without it, stage 1 of that model")
    options = parser.parse_args()
    name = options.model
    RUNS.mkdir(exist_ok=True)
    settings, before = shipped_settings(options.models, name)
    if name == "embedder":
        from common import DATA
        from embedder_model import SIDE, Embedder
        from labels import union_labels

        labels, trunk = union_labels(DATA), settings.setdefault("trunk", "mobilenet-v2")
        network, extra = Embedder(len(labels), trunk), {"labels": labels}
        pictures = torch.zeros(1, 3, SIDE, SIDE)
    else:
        from detector_data import DetectorData, to_input
        from detector_model import Detector

        network, extra = Detector(), {}
        pictures = to_input(DetectorData().batch(0, 48, 0)[0])
    arrays = stored_arrays(options.models / f"{name}.onnx")
    print("not in the file:", fill(network, arrays, pictures))
    torch.save(
        {"settings": settings, "before": before, "epoch": 0, "log": [], "mean": network.state_dict(), **extra},
        RUNS / f"{options.to or f'{name}-1'}.pt",
    )


if __name__ == "__main__":
    main()
