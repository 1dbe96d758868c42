"""How weights are stored in the shipped files, and training through it.

int8 per output channel is stored without loss when the network has learnt with such weights: `stored_weights` lets a
training step see them while the optimiser moves the full ones (straight-through, Bengio et al. 2013). Batch norm
after a convolution only scales whole output channels, so folding it later changes nothing.
"""

import copy
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from torch import nn

ALIKE = 1e-5  # of the largest weight: how far a stored one may be from that of the network
WHOLE, SCALE = ".q", ".scale"  # ends of names in a file of weights
SMALLEST_STORED = 1024  # weights; smaller arrays stay float32, and so do depthwise weights and biases


def is_stored_small(module: nn.Module) -> bool:
    big = isinstance(module, (nn.Conv2d, nn.Linear)) and module.weight.numel() >= SMALLEST_STORED
    return big and getattr(module, "groups", 1) == 1


def to_int8_and_back(weight: torch.Tensor) -> torch.Tensor:
    """Weights [out, ...] rounded to whole multiples of each output channel's largest weight / 127."""
    scale = (weight.flatten(1).abs().amax(1) / 127).clamp(min=1e-12).reshape(-1, *[1] * (weight.ndim - 1))
    return (weight / scale).round().clamp(-127, 127) * scale


def in_int8(weight: np.ndarray, axes: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The int8 numbers of weights that have the values of `to_int8_and_back`, and their scales, float32.

    axes: of the array, that one output channel spans; the scales keep them."""
    scale = np.maximum(np.abs(weight).max(axes, keepdims=True) / 127, 1e-12).astype(np.float32)
    whole = np.rint(weight / scale)
    assert np.abs(whole * scale - weight).max() <= ALIKE * np.abs(weight).max(), "weights are not as they are stored"
    return whole.astype(np.int8), scale


@torch.no_grad()
def as_stored(network: nn.Module, precision: str) -> nn.Module:
    """A copy whose big weights have only the values that the file can hold."""
    network = copy.deepcopy(network)
    for module in network.modules():
        if is_stored_small(module):
            if precision == "int8":
                module.weight.copy_(to_int8_and_back(module.weight))
            elif precision == "fp16":
                module.weight.copy_(module.weight.half().float())
    return network


def write_weights(network: nn.Module, path: Path) -> None:
    """Weights of a network by name: the big ones as int8 for each output channel (`as_stored`), the others as float16."""
    arrays = {name: array.numpy() for name, array in as_stored(network, "int8").state_dict().items()}
    for name, module in network.named_modules():
        if is_stored_small(module):
            weight = arrays.pop(f"{name}.weight")
            axes = tuple(range(1, weight.ndim))
            arrays[f"{name}.weight{WHOLE}"], arrays[f"{name}.weight{SCALE}"] = in_int8(weight, axes)
    light = {name: array.astype(np.float16) if array.dtype == np.float32 else array for name, array in arrays.items()}
    scales = {name: array for name, array in arrays.items() if name.endswith(SCALE)}
    np.savez_compressed(path, **light | scales)


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """What `write_weights` wrote, as a state for `load_state_dict`."""
    arrays, state = dict(np.load(path)), {}
    for name, array in arrays.items():
        if name.endswith(WHOLE):
            key = name.removesuffix(WHOLE)
            state[key] = torch.from_numpy(array * arrays[f"{key}{SCALE}"])
        elif not name.endswith(SCALE):
            state[name] = torch.from_numpy(np.array(array.astype(np.float32) if array.dtype == np.float16 else array))
    return state


@contextmanager
def stored_weights(network: nn.Module, active: bool = True):
    """Inside, the big weights have their stored values; gradients made inside belong to the full ones."""
    modules = [module for module in network.modules() if is_stored_small(module)] if active else []
    full = [module.weight.data for module in modules]
    for module in modules:
        module.weight.data = to_int8_and_back(module.weight.data)
    try:
        yield
    finally:
        for module, weight in zip(modules, full, strict=True):
            module.weight.data = weight
