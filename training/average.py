"""Average the embedder's two stages: weights half way between them, `runs/embedder-average.pt`.

    python average.py

Stage 2 starts from stage 1, so the weights between the two are a network as well, one that keeps what the first knows
about clothes and takes most of what the second learnt about groceries (Wortsman et al. 2022).
"""

import torch

from common import RUNS

SHARE_OF_STAGE_2 = 0.5

if __name__ == "__main__":
    first, second = (torch.load(RUNS / f"embedder-{stage}.pt", weights_only=True) for stage in (1, 2))
    mean = {key: value.lerp(second["mean"][key], SHARE_OF_STAGE_2) for key, value in first["mean"].items()}
    settings = {"1": first["settings"], "2": second["settings"], "shareOfStage2": SHARE_OF_STAGE_2}
    torch.save({"settings": settings, "labels": first["labels"], "mean": mean}, RUNS / "embedder-average.pt")
