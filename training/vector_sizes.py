"""Is 128 the right number of components? Heads of several sizes, learnt alike on the finished trunk.

    python vector_sizes.py runs/embedder-2.pt        # about ten minutes on 2 cores

The trunk stays as it is; its features of PAIRS training pairs are computed once, then a linear head of each size learns
from them with the match loss alone, for the same number of steps. Beside them the shipped vector as float32, int8 and
128 bits (signs, Hamming distance). All heads see the same pairs, so the comparison is fair among them; the shipped
vector learnt with its trunk and is better than all.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import embedder_validation
from embedder_data import EmbedderData
from embedder_loss import info_nce
from embedder_model import SIDE, Embedder, trained_embedder
from metrics import recall_at
from reference import quantise

SIZES = (32, 64, 128, 256)
PAIRS, STEPS, BATCH, RATE, SEED = 6000, 400, 512, 2e-3, 9


@torch.no_grad()
def features_of(network: Embedder, squares: np.ndarray) -> torch.Tensor:
    """Pooled features [N, 1280] of squares uint8."""
    parts = []
    for start in range(0, len(squares), 96):
        x = torch.from_numpy(np.ascontiguousarray(squares[start : start + 96])).permute(0, 3, 1, 2).float() / 127.5 - 1
        with torch.autocast("cpu", torch.bfloat16):
            parts.append(network.trunk(x.contiguous(memory_format=torch.channels_last)).mean((2, 3)).float())
    return torch.cat(parts)


def training_features(network: Embedder) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Features of both views [PAIRS, 1280] and the pairs' groups."""
    data, rng = EmbedderData(SIDE), np.random.default_rng(SEED)
    first, second, group = [], [], []
    chosen = rng.choice(len(data.entries), PAIRS, replace=False)
    for start in range(0, PAIRS, 96):
        pairs = [data.pair(data.entries[i], rng) for i in chosen[start : start + 96]]
        first.append(features_of(network, np.stack([pair[0] for pair in pairs])))
        second.append(features_of(network, np.stack([pair[1] for pair in pairs])))
        group += [pair[3] for pair in pairs]
    return torch.cat(first), torch.cat(second), torch.tensor(group)


def learnt_head(size: int, first, second, group) -> torch.nn.Linear:
    torch.manual_seed(SEED)
    head = torch.nn.Linear(first.shape[1], size)
    optimiser = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.03)
    for step in range(STEPS):
        for part in optimiser.param_groups:
            part["lr"] = RATE * (1 - step / STEPS)
        rows = torch.randint(len(first), (BATCH,))
        a, b = (F.normalize(head(view[rows])) for view in (first, second))
        loss = info_nce(a, b, group[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return head


def retrieval(vectors: dict[str, np.ndarray], held) -> dict[str, float]:
    return {
        "street": recall_at(vectors["crops"], vectors["cutouts"], held["crop_of"])[1],
        "grocery": recall_at(vectors["grocery"], vectors["iconic"], held["grocery_fine"])[1],
    }


def unit(vectors: np.ndarray) -> np.ndarray:
    vectors = np.asarray(vectors, np.float32)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def vector_figures(checkpoint: Path, scale: float) -> dict:
    """-> name of the vector -> {"bytes", "street", "grocery"}, R@1."""
    network, _ = trained_embedder(checkpoint)
    network.to(memory_format=torch.channels_last)
    held = embedder_validation.load()
    features = {name: features_of(network, held[name]) for name in ("crops", "cutouts", "grocery", "iconic")}
    with torch.no_grad():
        own = {name: F.normalize(network.embed(f)).numpy() for name, f in features.items()}
    out = {
        "shipped 128, float32": {"bytes": 512, **retrieval(own, held)},
        "shipped 128, int8": {"bytes": 128, **retrieval({k: unit(quantise(v, scale)) for k, v in own.items()}, held)},
        "shipped 128, bits": {
            "bytes": 16,
            **retrieval({k: unit(np.where(v > 0, 1, -1)) for k, v in own.items()}, held),
        },
    }
    training = training_features(network)
    for size in SIZES:
        head = learnt_head(size, *training)
        with torch.no_grad():
            vectors = {name: F.normalize(head(f)).numpy() for name, f in features.items()}
        out[f"head of {size}, float32"] = {"bytes": 4 * size, **retrieval(vectors, held)}
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--scale", type=float, default=400.0)
    options = parser.parse_args()
    for name, entry in vector_figures(options.checkpoint, options.scale).items():
        print(name, json.dumps(entry))
