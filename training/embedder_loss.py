"""What the embedder learns from: labels, and which two views are the same thing."""

import torch
import torch.nn.functional as F

TEMPERATURE = 0.07
SMOOTHING = 0.1
COSINE_WEIGHT = 0.3  # of the labels' cosine loss on the vector
GROCERY_COSINE_WEIGHT = 1.0  # where the label is the product itself


class Memory:
    """Vectors of the last batches as further negatives (cross-batch memory, Wang et al. 2020)."""

    def __init__(self, size: int):
        self.size = size
        self.a = self.b = torch.empty(0, 0)
        self.group = torch.empty(0, dtype=torch.long)

    def add(self, a: torch.Tensor, b: torch.Tensor, group: torch.Tensor) -> None:
        a, b = a.detach(), b.detach()
        if len(self.group):
            a, b, group = torch.cat([a, self.a]), torch.cat([b, self.b]), torch.cat([group, self.group])
        self.a, self.b, self.group = a[: self.size], b[: self.size], group[: self.size]


def info_nce(
    a: torch.Tensor,
    b: torch.Tensor,
    group: torch.Tensor,
    memory: Memory | None = None,
    temperature: float = TEMPERATURE,
) -> torch.Tensor:
    """Symmetric InfoNCE (van den Oord et al. 2018). a, b [B, D] unit vectors, row i of both being one thing.

    Two different rows of one group (>= 0) are neither positive nor negative: they leave the denominator. So do rows
    of the memory that have the group of the query; its other rows are negatives.
    """
    right = torch.arange(len(a), device=a.device)
    own = torch.eye(len(a), dtype=torch.bool, device=a.device)
    filled = memory is not None and len(memory.group) > 0
    loss = a.new_zeros(())
    for query, other, remembered in ((a, b, "b"), (b, a, "a")):
        keys, groups, mine = other, group, own
        if filled:
            keys = torch.cat([other, getattr(memory, remembered)])
            groups = torch.cat([group, memory.group])
            mine = F.pad(own, (0, len(memory.group)))
        same = (group[:, None] == groups[None]) & (group[:, None] >= 0) & ~mine
        logits = (query @ keys.T / temperature).masked_fill(same, float("-inf"))
        loss = loss + F.cross_entropy(logits, right) / 2
    return loss


def embedder_loss(
    network, vectors, logits, label, group, memory: Memory | None = None, told: float = 1.0
) -> tuple[torch.Tensor, dict]:
    """vectors [2B, D] and logits [2B, L]: first views, then second views; label [B] (-1: unknown); group [B].

    Groups below 1000 are groceries, whose label is the product itself. told: how much labels count beside pairs.
    """
    a, b = vectors.chunk(2)
    both = torch.cat([label, label])
    known = both >= 0
    label_loss = cosine_loss = vectors.new_zeros(())
    if known.any():
        label_loss = F.cross_entropy(logits[known], both[known], label_smoothing=SMOOTHING)
        weight = torch.where(torch.cat([group, group])[known] < 1000, GROCERY_COSINE_WEIGHT, COSINE_WEIGHT)
        each = F.cross_entropy(network.cosine_logits(vectors[known]), both[known], reduction="none")
        cosine_loss = (each * weight).mean()
    match_loss = info_nce(a, b, group, memory)
    if memory is not None:
        memory.add(a, b, group)
    parts = {"label": label_loss, "cosine": cosine_loss, "match": match_loss}
    return told * (label_loss + cosine_loss) + match_loss, {name: float(part.detach()) for name, part in parts.items()}
