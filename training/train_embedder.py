"""Train the embedder.

    python train_embedder.py --teacher 1              # a network that others will learn from, long
    python train_embedder.py --teacher 1 --stage 2    # the same, short: more pixels, fabrics, weights as they are stored
    python train_embedder.py                          # the embedder, from ImageNet
    python train_embedder.py --stage 2                # short, as above
    python train_embedder.py --teacher 3 --stage 3    # only this one: from its teachers and from itself as it was, together
    python train_embedder.py --teacher 4 --stage 4    # long, for a GPU: 4 begins with it, 3 ends with it
    python train_embedder.py --stage 6                # longer, for a GPU: from all larger networks together
    python train_embedder.py --stage 8                # short: the average of both long ones, with weights as they are stored

Who learns from whom: `FAMILIES`.

Stops and goes on where it was: `runs/<family>-<stage>.pt` is written after every epoch and holds the settings, the labels,
the network, its moving average, the optimiser and the log. Expected: see MODEL_CARD.md.
"""

import argparse
import copy
import json
import time
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch

from ahead import made_ahead
from common import RUNS
from detector_data import to_input
from embedder_data import EmbedderData
from embedder_loss import Memory, embedder_loss
from embedder_model import Embedder, trained_embedder
from embedder_validation import figures
from origin import Origin
from resuming import DEVICE, optimiser_of, resume, save, stages_of
from storage import as_stored, stored_weights
from teachers import Teachers, blends
from train_detector import average_into, rate_at
from trunks import EARLY, LITE0, LITE1, LITE2, MOBILE, starting_trunk

COMMON = {
    "batch": 96,
    "last_lr": 0.01,
    "decay": 0.05,
    "ema": 0.995,
    "memory": 4096,
    "kept": 0.5,
    "told": 1.0,
    "mixed": 0.0,
    "tagged": False,
}
SETTINGS = {
    1: {**COMMON, "side": 160, "epochs": 10, "trunk_lr": 4e-4, "head_lr": 2e-3, "warmup": 100, "grocery_turns": 2,
        "int8_from": 99, "zoom": 0.35, "covered": 0.15, "light": 1.0, "fabrics": 0, "seed": 3},
    2: {**COMMON, "side": 192, "epochs": 5, "trunk_lr": 1.5e-4, "head_lr": 8e-4, "warmup": 30, "grocery_turns": 2,
        "int8_from": 1, "zoom": 0.25, "covered": 0.05, "light": 0.7, "fabrics": 2000, "seed": 4},
    3: {**COMMON, "side": 192, "epochs": 4, "trunk_lr": 2e-4, "head_lr": 8e-4, "warmup": 30, "grocery_turns": 2,
        "int8_from": 1, "zoom": 0.2, "covered": 0.05, "light": 0.7, "fabrics": 2000, "seed": 5},
    4: {**COMMON, "side": 192, "epochs": 19, "batch": 256, "memory": 8192, "trunk_lr": 4e-4, "head_lr": 1.5e-3, "warmup": 60,
        "grocery_turns": 2, "int8_from": 1, "zoom": 0.25, "covered": 0.1, "light": 0.8, "fabrics": 2000, "seed": 6},
    6: {**COMMON, "side": 192, "epochs": 26, "batch": 256, "memory": 8192, "trunk_lr": 3e-4, "head_lr": 1e-3, "warmup": 60,
        "grocery_turns": 3, "int8_from": 1, "zoom": 0.3, "covered": 0.1, "light": 0.9, "fabrics": 2000, "told": 0.5,
        "mixed": 0.5, "tagged": True, "seed": 7},
    8: {**COMMON, "side": 192, "epochs": 1, "batch": 256, "memory": 8192, "trunk_lr": 5e-5, "head_lr": 2e-4, "warmup": 10,
        "grocery_turns": 3, "int8_from": 1, "zoom": 0.2, "covered": 0.05, "light": 0.7, "fabrics": 2000, "told": 0.5,
        "mixed": 0.5, "tagged": True, "seed": 8},
}  # fmt: skip
AVERAGED = None  # a stage that learns nothing: average.py makes it of two others
TOGETHER = ["embedder-5", "teacher-3-5", "teacher-4-4"]  # know more together than each of them
# teacher's number, 0 for the embedder -> its trunk, its stages in order: the checkpoints that it learns from in each
FAMILIES = {
    1: (MOBILE, {1: [], 2: []}),
    2: (MOBILE, {1: [], 2: []}),
    0: (
        LITE0,
        {
            1: [],
            2: ["teacher-1-2", "teacher-2-2"],
            4: ["embedder-2", "teacher-3-4", "teacher-4-4"],
            5: AVERAGED,
            6: TOGETHER,
            7: AVERAGED,
            8: TOGETHER,
        },
    ),
    3: (  # the embedder's pupil; a teacher of the next one
        LITE1,
        {
            1: ["embedder-2"],
            2: ["embedder-2", "teacher-1-2"],
            3: ["embedder-2", "teacher-3-2", "teacher-1-2"],
            4: ["embedder-2", "teacher-3-3", "teacher-4-4"],
            5: AVERAGED,
        },
    ),
    4: (LITE2, {4: ["embedder-2", "teacher-3-3", "teacher-1-2"]}),
}
# side = px of the views; rates at their peak; batch in pairs, warmup in batches; last_lr = part of the peak that is left at
# the end; grocery_turns = how often an epoch shows a grocery picture; int8_from = first epoch that learns with the
# weights as they will be stored; frozen = blocks of the trunk that are left alone; memory = remembered pairs, from the
# second epoch on; kept = weight of Origin.kept_loss; teachers = checkpoints that are learnt from (teachers.py); zoom,
# covered = shares of views, light = strength, fabrics = pairs of patches, tagged = with items of tagged photos
# (EmbedderData); told = weight of labels, mixed = blended views for each view, for the teachers alone
VALIDATE_EVERY = 3  # epochs
TEACHER_SEED = 100  # added once for each teacher before and itself


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
            probabilities.append(network.named(v, logits).softmax(1).cpu().numpy())
        return np.concatenate(vectors), np.concatenate(probabilities)

    return answer


class Lesson:
    """What a step of one stage is taught by: labels and pairs, the starting network, teachers."""

    def __init__(self, network: Embedder, s: dict):
        self.network, self.s, self.memory = network, s, None
        self.origin = self.teachers = None
        if s["kept"]:
            self.origin = Origin(s["trunk"]).to(DEVICE, memory_format=torch.channels_last)
        if s["teachers"]:
            self.teachers = Teachers(s["teachers"], s["memory"]).to(DEVICE, memory_format=torch.channels_last)

    def start(self, epoch: int) -> None:
        """The first vectors of a stage are too young to be remembered."""
        if epoch and self.memory is None:
            self.memory = Memory(self.s["memory"])

    def loss(self, views, label, group) -> tuple[torch.Tensor, dict]:
        """views [2B, 3, side, side], label [B], group [B] -> loss, its parts by name."""
        network, frozen, first, plain = self.network, self.s["frozen"], slice(len(label)), slice(len(views))
        if self.s["mixed"]:
            views = torch.cat([views, blends(views, self.s["mixed"])])
        with torch.autocast(DEVICE, torch.bfloat16):
            with torch.set_grad_enabled(not frozen):  # the starting network shares blocks only while they are frozen
                beginning = network.trunk.beginning(views, frozen)
            features = network.trunk.rest(beginning, frozen).mean((2, 3)).float()
        vectors, logits = network.heads(features)
        told = self.s["told"]
        loss, parts = embedder_loss(network, vectors[plain], logits[plain], label, group, self.memory, told)
        if self.origin:
            kept = self.origin.kept_loss(features[first], beginning[first], frozen)
            loss, parts["kept"] = loss + self.s["kept"] * kept, float(kept.detach())
        if self.teachers:
            taught, of_teachers = self.teachers.loss(views, features, vectors, logits)
            loss, parts = loss + taught, {**parts, **of_teachers}
        return loss, parts


def settings_of(stage: int, teacher: int, epochs: int | None) -> dict:
    """teacher: its number, 0 for the embedder itself."""
    s, (trunk, stages) = SETTINGS[stage], FAMILIES[teacher]
    teachers = stages[stage]
    return {
        **s,
        "trunk": trunk,
        "frozen": EARLY[trunk],
        "teachers": teachers,
        "kept": 0.0 if stage_before(stage, teacher) and teachers else s["kept"],
        "epochs": epochs or s["epochs"],
        "seed": s["seed"] + TEACHER_SEED * teacher,
    }


def stage_before(stage: int, teacher: int) -> int | None:
    """None: the stage begins with ImageNet's weights."""
    stages = list(FAMILIES[teacher][1])
    place = stages.index(stage)
    return stages[place - 1] if place else None


def beginnings(before: Path | None, trunk: str, labels: int) -> tuple[Embedder, Embedder, dict]:
    """before: checkpoint of the stage before.

    -> network and its moving average as the stage begins, settings of the stages before it."""
    earlier = {}
    if before is None:
        network = Embedder(labels, trunk)
        network.trunk = starting_trunk(trunk)
    else:
        network, state = trained_embedder(before)
        earlier = stages_of(state)
    mean = copy.deepcopy(network)
    return *(n.to(DEVICE, memory_format=torch.channels_last) for n in (network, mean)), earlier


def validated(mean: Embedder, labels: list[str]) -> dict:
    found = figures(answer_with(as_stored(mean, "int8"), torch.bfloat16), labels, drawn=False)
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stage", type=int, default=1)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--teacher", type=int, default=0, choices=FAMILIES, help="0: the embedder itself")
    parser.add_argument("--batches", type=int, help="stop an epoch early (for a trial)")
    parser.add_argument(
        "--unjudged", action="store_true", help="without validation pictures, where they are not at hand"
    )
    options = parser.parse_args()
    s = settings_of(options.stage, options.teacher, options.epochs)
    family = f"teacher-{options.teacher}" if options.teacher else "embedder"
    torch.manual_seed(s["seed"])
    cv2.setNumThreads(0)
    RUNS.mkdir(exist_ok=True)
    checkpoint = RUNS / f"{family}-{options.stage}.pt"

    data = EmbedderData(s["side"], s["grocery_turns"], s["zoom"], s["covered"], s["light"], s["fabrics"], s["tagged"])
    before = stage_before(options.stage, options.teacher)
    before = before and RUNS / f"{family}-{before}.pt"
    network, mean, earlier = beginnings(before, s["trunk"], len(data.labels))
    lesson, optimiser = Lesson(network, s), optimiser_of(network, s)
    if lesson.teachers:
        optimiser.add_param_group({"params": lesson.teachers.imitate.parameters(), "peak": s["head_lr"]})
    parts = {"network": network, "mean": mean, "optimiser": optimiser}
    if lesson.teachers:
        parts["imitate"] = lesson.teachers.imitate
    first, log = resume(checkpoint, parts)

    per_epoch = min(len(data.entries) // s["batch"], options.batches or 10**9)
    total = s["epochs"] * per_epoch
    make = partial(data.batch, size=s["batch"], per_epoch=per_epoch, seed=s["seed"])
    made = made_ahead(make, range(first * per_epoch, total))
    print(f"{len(data.entries)} pairs an epoch, {len(data.labels)} labels, starting at epoch {first}", flush=True)
    for epoch in range(first, s["epochs"]):
        network.train()
        lesson.start(epoch)
        start, sums = time.time(), {}
        for number in range(per_epoch):
            step = epoch * per_epoch + number
            views, *names = (part.to(DEVICE, non_blocking=True) for part in next(made))
            for param_group in optimiser.param_groups:
                param_group["lr"] = param_group["peak"] * rate_at(step, total, s)
            optimiser.zero_grad(set_to_none=True)
            with stored_weights(network, epoch + 1 >= s["int8_from"]):
                loss, losses = lesson.loss(to_input(views), *names)
                loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            average_into(mean, network, min(s["ema"], (step + 1) / (step + 10)))
            for name, value in losses.items():
                sums[name] = sums.get(name, 0.0) + value / per_epoch
            if number % 20 == 0:
                shown = json.dumps({name: round(value, 2) for name, value in losses.items()})
                print(f"  {epoch + 1}.{number} {time.time() - start:.0f} s {shown}", flush=True)
        line = {"epoch": epoch + 1, **{k: round(v, 3) for k, v in sums.items()}, "seconds": round(time.time() - start)}
        if not options.unjudged and ((epoch + 1) % VALIDATE_EVERY == 0 or epoch + 1 == s["epochs"]):
            line["figures"] = validated(mean, data.labels)
        log.append(line)
        print(json.dumps(line), flush=True)
        done = {"settings": s, "before": earlier, "epoch": epoch + 1, "log": log}
        save(checkpoint, parts, **done, labels=data.labels)


if __name__ == "__main__":
    main()
