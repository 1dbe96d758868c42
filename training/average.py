"""The weights between two embedders, one of which came from the other: often better than either (Wortsman et al. 2022).

python average.py embedder-2 embedder-4 --part 0.5 --to embedder-5     # half way from the first to the second
"""

import argparse

import torch
import torch.nn.functional as F

from common import RUNS
from embedder_model import trained_embedder


def between(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor], part: float) -> dict[str, torch.Tensor]:
    """Weights by name -> those that lie `part` (0..1) of the way from the first to the second. Of prototypes only the
    direction counts (Embedder.cosine_logits): they are compared at equal length."""
    first, second = ({**state, "prototypes": F.normalize(state["prototypes"])} for state in (first, second))
    return {name: torch.lerp(weight, second[name], part) for name, weight in first.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("first")
    parser.add_argument("second", help="the later one; its settings are kept")
    parser.add_argument("--part", type=float, default=0.5)
    parser.add_argument("--to", required=True)
    options = parser.parse_args()
    (first, _), (second, state) = (trained_embedder(RUNS / f"{name}.pt") for name in (options.first, options.second))
    past = state.get("before", {})
    average = {"averageOf": [options.first, options.second], "part": options.part, "trunk": state["settings"]["trunk"]}
    torch.save(
        {
            "settings": average,
            "before": {**past, str(len(past) + 1): state["settings"]},
            "epoch": 0,
            "log": state["log"],
            "labels": state["labels"],
            "mean": between(first.state_dict(), second.state_dict(), options.part),
        },
        RUNS / f"{options.to}.pt",
    )


if __name__ == "__main__":
    main()
