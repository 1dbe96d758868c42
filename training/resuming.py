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


def stages_of(state: dict) -> dict[str, dict]:
    """Settings of all stages that led to a checkpoint, its own last, by their number from 1 on."""
    past = state.get("before", {})
    return {**past, str(len(past) + 1): state["settings"]}


def resume(checkpoint: Path, parts: dict) -> tuple[int, list]:
    """Fills the parts (networks, optimiser), by name, from `checkpoint` if there is one. -> epochs already done, log of them"""
    if not checkpoint.exists():
        return 0, []
    state = torch.load(checkpoint, weights_only=True, map_location=DEVICE)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return state["epoch"], state["log"]


def save(checkpoint: Path, parts: dict, **facts) -> None:
    """Write a checkpoint of the parts, by name, whole or not at all."""
    unfinished = Path(f"{checkpoint}.part")
    torch.save({**facts, **{name: part.state_dict() for name, part in parts.items()}}, unfinished)
    unfinished.rename(checkpoint)
