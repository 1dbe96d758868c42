"""Train the detector.

    python train_detector.py                      # stage 1: the whole network
    python train_detector.py --stage 2            # stage 2: from stage 1, long, the first blocks at rest
    python train_detector.py --stage 3            # stage 3: the same once more from stage 2, the rates at their peak again
    python train_detector.py --large 1            # for a GPU: a larger detector, which never ships; 1 and 2
    python train_detector.py --stage 4            # for a GPU: from stage 3, taught by both large ones as well; 5 ends it
    python train_detector.py --stage 6            # for a GPU: from stage 5, taught what their heads see, too
    python train_detector.py --stage 7            # for a GPU: from stage 5 again, boxes drawn by people in full

Stops and goes on where it was: the checkpoint `runs/detector-<stage>.pt` or `runs/large-detector-<number>.pt` is written
after every epoch and holds the settings, the network, its moving average, the optimiser and the log. Expected: see
MODEL_CARD.md.
"""

import argparse
import copy
import json
import math
import time
from functools import partial
from pathlib import Path

import cv2
import torch

from ahead import made_ahead
from common import DATA, RUNS, Pack
from detector_data import DetectorData, to_input
from detector_loss import Items, detector_loss
from detector_model import SIZES, Detector, cells_of
from detector_teachers import LARGE, DetectorTeachers, large_beginning, large_path
from held_out import held_out_names, held_out_pictures, truth_of
from labels import KINDS
from metrics import average_precision, mean_ap
from reference import choose_size, items_of, letterbox
from resuming import DEVICE, optimiser_of, resume, save, stages_of
from storage import stored_weights

COMMON = {"batches": 100, "batch": 16, "last_lr": 0.03, "decay": 0.03, "rare": 0.4}
LONG = {**COMMON, "trunk_lr": 3e-4, "head_lr": 1.5e-3, "warmup": 100, "frozen": 3, "ema": 0.999}
TAUGHT = {**LONG, "teachers": [1, 2], "told": 0.5, "imitated": 0.0}
SETTINGS = {
    1: {**COMMON, "epochs": 14, "trunk_lr": 4e-4, "head_lr": 2e-3, "warmup": 150, "frozen": 0, "int8_from": 99, "ema": 0.998, "seed": 1},
    2: {**LONG, "epochs": 44, "int8_from": 40, "seed": 2},
    3: {**LONG, "epochs": 36, "int8_from": 32, "seed": 3},
    4: {**TAUGHT, "batch": 32, "epochs": 34, "int8_from": 29, "seed": 4},
    5: {**TAUGHT, "epochs": 16, "trunk_lr": 1.5e-4, "head_lr": 7.5e-4, "warmup": 30, "int8_from": 13, "ema": 0.997, "seed": 5},
    6: {**TAUGHT, "batch": 32, "epochs": 34, "int8_from": 30, "imitated": 2.0, "seed": 6},
    7: {**TAUGHT, "from": 5, "batch": 32, "epochs": 38, "int8_from": 33, "told": 1.0, "seed": 7},
}  # fmt: skip
LARGE_SETTINGS = {**COMMON, "batch": 32, "epochs": 40, "trunk_lr": 3e-4, "head_lr": 2e-3, "warmup": 200, "frozen": 4,
                  "int8_from": 99, "ema": 0.999}  # fmt: skip
# rates at their peak; warmup in batches; last_lr = part of the peak that is left at the end; from = stage it begins with, if not
# the one before; rare = exponent of the repeat factor of photos; frozen = blocks of the trunk that are left alone; int8_from =
# first epoch that learns with the weights as they will be stored; teachers = numbers of large detectors that are learnt from,
# told = weight of the boxes then, imitated = weight of likeness to the teachers' maps
EVALUATION_SCORE = 0.002  # answers below this do not change an AP worth reading; `describe` lists from here on


def validation_photos() -> tuple[list, list, list]:
    """The held-out street photos along the shipped path: inputs [H, W, 3], places, truth in photo pixels."""
    squares, places, truth = [], [], []
    for name, photo in zip(held_out_names(), held_out_pictures(), strict=True):
        size = photo.shape[1], photo.shape[0]
        square, place = letterbox(photo, choose_size(*size, SIZES))
        squares.append(square)
        places.append((place, size))
        truth.append(truth_of(name))
    return squares, places, truth


@torch.no_grad()
def answers_of(network, squares, places) -> list:
    """Per picture [(kind, score, box in picture pixels)...] after suppression, at a very low threshold."""
    network.eval()
    device = next(network.parameters()).device
    found = []
    for square, (place, size) in zip(squares, places, strict=True):
        logits, boxes = network(to_input(square[None]).to(device))
        scores = logits[0].sigmoid().cpu().numpy()
        items = items_of(boxes[0].cpu().numpy(), scores, [EVALUATION_SCORE] * len(KINDS), place, size, most=100)
        found.append([(item["kind"], item["score"], item["box"]) for item in items])
    return found


def rate_at(step: int, total: int, s: dict) -> float:
    """Part of the peak learning rate: linear warm-up, then cosine."""
    if step < s["warmup"]:
        return (step + 1) / s["warmup"]
    done = (step - s["warmup"]) / max(1, total - s["warmup"])
    return s["last_lr"] + (1 - s["last_lr"]) * 0.5 * (1 + math.cos(math.pi * done))


@torch.no_grad()
def average_into(mean: torch.nn.Module, network: torch.nn.Module, decay: float) -> None:
    """Exponential moving average of weights and batch-norm statistics."""
    for kept, new in zip(mean.state_dict().values(), network.state_dict().values(), strict=True):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - decay)
        else:
            kept.copy_(new)


def beginning(stage: int, large: int | None) -> tuple[dict, Path, Detector, dict]:
    """-> settings, checkpoint and network of a stage, or of a large detector, and the settings of the stages before it."""
    if large:
        s = {**LARGE_SETTINGS, "trunk": LARGE[large], "seed": 10 + large}
        torch.manual_seed(s["seed"])
        return s, large_path(large), large_beginning(large), {}
    s = SETTINGS[stage]
    torch.manual_seed(s["seed"])
    network, checkpoint = Detector(), RUNS / f"detector-{stage}.pt"
    if stage == 1:
        network.trunk.load_npz(DATA / "weights/mobilenet_v2_0.5_pascal.npz")
        return s, checkpoint, network, {}
    previous = torch.load(RUNS / f"detector-{s.get('from', stage - 1)}.pt", weights_only=True, map_location="cpu")
    network.load_state_dict(previous["mean"])
    return s, checkpoint, network, stages_of(previous)


def loss_of(
    network: Detector, teachers: DetectorTeachers | None, pictures, items: Items, s: dict
) -> tuple[torch.Tensor, dict]:
    """Loss of a batch of pictures [B, 3, H, W], with what teachers say where there are any; and its parts by name."""
    with torch.autocast(DEVICE, torch.bfloat16):
        maps = network.maps(pictures, s["frozen"])
        logits, boxes = network.heads(maps)
    logits, boxes = logits.float(), boxes.float()
    centres = cells_of(pictures.shape[3], pictures.shape[2]).to(DEVICE)
    loss, losses = detector_loss(logits, boxes, centres, items)
    if teachers:
        taught, of_teachers = teachers.loss(pictures, maps, logits, boxes)
        loss, losses = s["told"] * loss + taught, {**losses, **of_teachers}
    return loss, losses


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stage", type=int, default=1)
    parser.add_argument("--large", type=int, choices=LARGE, help="a larger detector instead")
    parser.add_argument("--epochs", type=int)
    parser.add_argument(
        "--judge-every", type=int, default=2, help="epochs from one look at validation photos to the next"
    )
    options = parser.parse_args()
    s, checkpoint, network, before = beginning(options.stage, options.large)
    s["epochs"] = options.epochs or s["epochs"]
    cv2.setNumThreads(0)
    RUNS.mkdir(exist_ok=True)

    mean = copy.deepcopy(network)
    network.to(DEVICE, memory_format=torch.channels_last)
    mean.to(DEVICE, memory_format=torch.channels_last)
    optimiser = optimiser_of(network, s)
    parts, teachers = {"network": network, "mean": mean, "optimiser": optimiser}, None
    if "teachers" in s:
        teachers = DetectorTeachers(s["teachers"], s["imitated"]).to(DEVICE, memory_format=torch.channels_last)
        parts["imitate"] = teachers.imitate
        optimiser.add_param_group({"params": list(teachers.imitate.parameters()), "peak": s["head_lr"]})
    first, log = resume(checkpoint, parts)

    data = DetectorData(s["rare"])
    squares, places, truth = validation_photos()
    print(f"recipes {data.recipes}, starting at epoch {first}", flush=True)
    total = s["epochs"] * s["batches"]
    make = partial(data.batch, count=s["batch"], seed=s["seed"])
    made = made_ahead(make, range(first * s["batches"], total))
    for epoch in range(first, s["epochs"]):
        network.train()
        start, sums = time.time(), {}
        for step in range(epoch * s["batches"], (epoch + 1) * s["batches"]):
            pictures, items = next(made)
            pictures = to_input(pictures.to(DEVICE))
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * rate_at(step, total, s)
            optimiser.zero_grad(set_to_none=True)
            with stored_weights(network, epoch + 1 >= s["int8_from"]):
                loss, losses = loss_of(network, teachers, pictures, items.to(DEVICE), s)
                loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 10.0)
            optimiser.step()
            average_into(mean, network, min(s["ema"], (step + 1) / (step + 10)))
            for name, value in losses.items():
                sums[name] = sums.get(name, 0.0) + value / s["batches"]
        line = {"epoch": epoch + 1, **{k: round(v, 3) for k, v in sums.items()}, "seconds": round(time.time() - start)}
        if (epoch + 1) % options.judge_every == 0 or epoch + 1 == s["epochs"]:
            result = average_precision(answers_of(mean, squares, places), truth, len(KINDS))
            line["ap50"] = round(mean_ap(result), 4)
            line["by_kind"] = {KINDS[k]: [round(e["ap"], 3), e["boxes"]] for k, e in result.items()}
        log.append(line)
        print(json.dumps(line), flush=True)
        done = {"settings": s, "before": before, "epoch": epoch + 1, "log": log}
        save(checkpoint, parts, **done)


if __name__ == "__main__":
    assert len(Pack("photos")) > 0
    main()
