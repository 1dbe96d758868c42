"""The weights between two networks, one of which came from the other: often better than either (Wortsman et al. 2022).

python average.py embedder-2 embedder-4 --part 0.5 --to embedder-5     # half way from the first to the second
"""

import argparse

import torch
import torch.nn.functional as F

from common import RUNS
from resuming import stages_of

PROTOTYPES = "prototypes"


def between(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor], part: float) -> dict[str, torch.Tensor]:
    """Weights by name -> those that lie `part` (0..1) of the way from the first to the second; counters are the second's.
    Of prototypes only the direction counts (Embedder.cosine_logits): they are compared at equal length."""
    if PROTOTYPES in first:
        first, second = ({**state, PROTOTYPES: F.normalize(state[PROTOTYPES])} for state in (first, second))
    return {
        name: torch.lerp(first[name], weight, part) if weight.is_floating_point() else weight
        for name, weight in second.items()
    }


def stages_of_both(first: dict, second: dict) -> dict[str, dict]:
    """Settings of all stages that led to either of two checkpoints, by their number from 1 on."""
    stages = list(stages_of(first).values())
    stages += [settings for settings in stages_of(second).values() if settings not in stages]
    return {str(number): settings for number, settings in enumerate(stages, 1)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("first")
    parser.add_argument("second", help="the later one; its labels and settings are kept")
    parser.add_argument("--part", type=float, default=0.5)
    parser.add_argument("--to", required=True)
    options = parser.parse_args()
    first, second = (
        torch.load(RUNS / f"{name}.pt", weights_only=True, map_location="cpu")
        for name in (options.first, options.second)
    )
    average = {"averageOf": [options.first, options.second], "part": options.part}
    if "trunk" in second["settings"]:  # of embedders, which have several
        average["trunk"] = second["settings"]["trunk"]
    kept = {name: second[name] for name in ("log", "labels") if name in second}
    torch.save(
        {
            **kept,
            "settings": average,
            "before": stages_of_both(first, second),
            "epoch": 0,
            "mean": between(first["mean"], second["mean"], options.part),
        },
        RUNS / f"{options.to}.pt",
    )


if __name__ == "__main__":
    main()
