"""What both trainings start, resume and stop with."""

from pathlib import Path

import torch

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def optimiser_of(network, settings: dict) -> torch.optim.AdamW:
    """AdamW with one group for the trunk and one for the heads; `peak` is each group's highest rate."""
    trunk = list(network.trunk.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("trunk.")]
    return torch.optim.AdamW(
        [{"params": trunk, "peak": settings["trunk_lr"]}, {"params": heads, "peak": settings["head_lr"]}],
        weight_decay=settings["decay"],
    )


def resume(checkpoint, network, mean, optimiser) -> tuple[int, list]:
    """Fills the three from `checkpoint` if there is one. -> epochs already done, log of them"""
    if not checkpoint.exists():
        return 0, []
    state = torch.load(checkpoint, weights_only=True, map_location=DEVICE)
    network.load_state_dict(state["network"])
    mean.load_state_dict(state["mean"])
    optimiser.load_state_dict(state["optimiser"])
    return state["epoch"], state["log"]


def save(checkpoint: Path, network, mean, optimiser, **facts) -> None:
    """Write a checkpoint whole or not at all."""
    parts = {"network": network, "mean": mean, "optimiser": optimiser}
    unfinished = Path(f"{checkpoint}.part")
    torch.save({**facts, **{name: part.state_dict() for name, part in parts.items()}}, unfinished)
    unfinished.rename(checkpoint)
