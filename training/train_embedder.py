"""Train the embedder.

    python train_embedder.py                      # stage 1: the whole network finds its way
    python train_embedder.py --stage 2            # stage 2: long; harder views, more negatives, the first blocks at rest
    python train_embedder.py --stage 3            # stage 3: short; more pixels, with weights as they are stored

Stops and goes on where it was: `runs/embedder-<stage>.pt` is written after every epoch and holds the settings, the labels,
the network, its moving average, the optimiser and the log. Expected: see MODEL_CARD.md.
"""

import argparse
import json
import time

import cv2
import numpy as np
import torch

from common import DATA, RUNS
from embedder_data import EmbedderData, batches
from embedder_loss import Memory, embedder_loss
from embedder_model import Embedder
from embedder_validation import figures
from resuming import DEVICE, optimiser_of, resume, save
from storage import as_stored, stored_weights
from train_detector import average_into, rate_at

COMMON = {
    "batch": 96,
    "last_lr": 0.01,
    "decay": 0.03,
    "ema": 0.99,
    "warmup": 100,
    "frozen": 0,
    "memory": 0,
    "zoom": 0.25,
    "covered": 0.1,
    "light": 1.0,
    "fabrics": 0,
    "blend": 1.0,
}
SETTINGS = {
    1: {**COMMON, "side": 160, "epochs": 4, "trunk_lr": 3e-4, "head_lr": 2e-3, "grocery_turns": 1, "int8_from": 99, "seed": 3},
    2: {**COMMON, "side": 160, "epochs": 12, "trunk_lr": 3e-4, "head_lr": 2e-3, "grocery_turns": 2, "int8_from": 99,
        "ema": 0.995, "frozen": 4, "zoom": 0.45, "covered": 0.25, "memory": 4096, "seed": 4},
    3: {**COMMON, "side": 192, "epochs": 4, "trunk_lr": 1.5e-4, "head_lr": 8e-4, "grocery_turns": 2, "int8_from": 1,
        "ema": 0.995, "warmup": 30, "frozen": 4, "covered": 0.05, "memory": 4096, "light": 0.7, "fabrics": 2000,
        "blend": 0.35, "seed": 5},
}  # fmt: skip
# side = px of the views; rates at their peak; batch in pairs, warmup in batches; last_lr = part of the peak that is left at
# the end; grocery_turns = how often an epoch shows a grocery picture; int8_from = first epoch that learns with the
# weights as they will be stored; frozen = blocks of the trunk that are left alone; memory = remembered pairs; zoom, covered = shares
# of views, light = strength, fabrics = pairs of patches (EmbedderData);
# blend: of the weights that a stage begins with (`blended`)
VALIDATE_EVERY = 3  # epochs


def answer_with(network, dtype=torch.float32):
    """dtype: what it computes in; bfloat16 is quicker.

    -> function: squares uint8 [n, side, side, 3] -> vectors [n, 128], probabilities [n, L] (numpy)."""

    @torch.no_grad()
    def answer(squares: np.ndarray):
        network.eval()
        device = next(network.parameters()).device
        vectors, probabilities = [], []
        for start in range(0, len(squares), 128):
            x = torch.from_numpy(squares[start : start + 128]).permute(0, 3, 1, 2).float() / 127.5 - 1
            x = x.to(device, memory_format=torch.channels_last)
            with torch.autocast(device.type, dtype, enabled=dtype != torch.float32):
                features = network.trunk(x).mean((2, 3))
            v, logits = network.heads(features.float())
            vectors.append(v.cpu().numpy())
            probabilities.append(logits.softmax(1).cpu().numpy())
        return np.concatenate(vectors), np.concatenate(probabilities)

    return answer


def blended(stage: int, last: dict, share: float) -> dict:
    """Weights to begin a stage with: `share` of the last stage's and the rest of those it had begun with itself.

    Weights between the two ends of a fine-tuning keep what the first knew and what the second learnt (Wortsman et al. 2022).
    """
    if share == 1.0:
        return last
    first = torch.load(RUNS / f"embedder-{stage - 2}.pt", weights_only=True, map_location="cpu")["mean"]
    return {name: first[name].lerp(weight, share) for name, weight in last.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stage", type=int, default=1)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--batches", type=int, help="stop an epoch early (for a trial)")
    options = parser.parse_args()
    s = SETTINGS[options.stage]
    s["epochs"] = options.epochs or s["epochs"]
    torch.manual_seed(s["seed"])
    cv2.setNumThreads(0)
    RUNS.mkdir(exist_ok=True)
    checkpoint = RUNS / f"embedder-{options.stage}.pt"

    data = EmbedderData(s["side"], s["grocery_turns"], s["zoom"], s["covered"], s["light"], s["fabrics"])
    network, mean = Embedder(len(data.labels)), Embedder(len(data.labels))
    before = {}  # stage -> settings of the stages before this one
    if options.stage == 1:
        network.trunk.load_npz(DATA / "weights/mobilenet_v2_1.0_imagenet.npz")
    else:
        previous = torch.load(RUNS / f"embedder-{options.stage - 1}.pt", weights_only=True, map_location="cpu")
        network.load_state_dict(blended(options.stage, previous["mean"], s["blend"]))
        before = {**previous.get("before", {}), str(options.stage - 1): previous["settings"]}
    mean.load_state_dict(network.state_dict())
    network.to(DEVICE, memory_format=torch.channels_last)
    mean.to(DEVICE, memory_format=torch.channels_last)
    optimiser = optimiser_of(network, s)
    first, log = resume(checkpoint, network, mean, optimiser)
    memory = Memory(s["memory"]) if s["memory"] else None

    per_epoch = min(len(data.entries) // s["batch"], options.batches or s.get("batches", 10**9))
    total = s["epochs"] * per_epoch
    print(
        f"{len(data.entries)} pairs an epoch, {len(data.labels)} labels, drawn products {len(data.products)}, starting at epoch {first}",
        flush=True,
    )
    for epoch in range(first, s["epochs"]):
        network.train()
        start, sums = time.time(), {}
        for number, (views, label, group) in enumerate(batches(data, s["batch"], 5000 * options.stage + epoch)):
            if number == per_epoch:
                break
            step = epoch * per_epoch + number
            for param_group in optimiser.param_groups:
                param_group["lr"] = param_group["peak"] * rate_at(step, total, s)
            optimiser.zero_grad(set_to_none=True)
            with stored_weights(network, epoch + 1 >= s["int8_from"]):
                with torch.autocast(DEVICE, torch.bfloat16):
                    features = network.trunk(views.to(DEVICE), s["frozen"]).mean((2, 3))
                vectors, logits = network.heads(features.float())
                loss, parts = embedder_loss(network, vectors, logits, label.to(DEVICE), group.to(DEVICE), memory)
                loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            average_into(mean, network, min(s["ema"], (step + 1) / (step + 10)))
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value / per_epoch
            if number % 20 == 0:
                print(
                    f"  {epoch + 1}.{number} {time.time() - start:.0f} s {json.dumps({k: round(v, 2) for k, v in parts.items()})}",
                    flush=True,
                )
        line = {"epoch": epoch + 1, **{k: round(v, 3) for k, v in sums.items()}, "seconds": round(time.time() - start)}
        if (epoch + 1) % VALIDATE_EVERY == 0 or epoch + 1 == s["epochs"]:
            line["figures"] = {
                k: round(v, 4) if isinstance(v, float) else v
                for k, v in figures(
                    answer_with(as_stored(mean, "int8"), torch.bfloat16), data.labels, drawn=False
                ).items()
            }
        log.append(line)
        print(json.dumps(line), flush=True)
        done = {"settings": s, "before": before, "epoch": epoch + 1, "log": log}
        save(checkpoint, network, mean, optimiser, **done, labels=data.labels)


if __name__ == "__main__":
    main()
