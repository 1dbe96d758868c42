"""What the embedder learns from: labels, and which two views are the same thing."""

import torch
import torch.nn.functional as F

TEMPERATURE = 0.07
SMOOTHING = 0.05
COSINE_WEIGHT = 0.3


def info_nce(a: torch.Tensor, b: torch.Tensor, group: torch.Tensor, temperature: float = TEMPERATURE) -> torch.Tensor:
    """Symmetric InfoNCE (van den Oord et al. 2018). a, b [B, D] unit vectors, row i of both being one thing.

    Two different rows of the same group (>= 0) are neither positive nor negative: they leave the denominator.
    """
    logits = a @ b.T / temperature
    same = (group[:, None] == group[None]) & (group[:, None] >= 0)
    same.fill_diagonal_(False)
    logits = logits.masked_fill(same, float("-inf"))
    right = torch.arange(len(a))
    return (F.cross_entropy(logits, right) + F.cross_entropy(logits.T, right)) / 2


def embedder_loss(network, a, b, logits_a, logits_b, label, group) -> tuple[torch.Tensor, dict]:
    """a, b [B, 128]; logits [B, L]; label [B] (-1: unknown); group [B] (-1: a thing of its own)."""
    label_loss = cosine_loss = a.new_zeros(())
    if (label >= 0).any():
        for vector, logits in ((a, logits_a), (b, logits_b)):
            label_loss = label_loss + F.cross_entropy(logits, label, ignore_index=-1, label_smoothing=SMOOTHING) / 2
            cosine_loss = cosine_loss + F.cross_entropy(network.cosine_logits(vector), label, ignore_index=-1) / 2
    match_loss = info_nce(a, b, group)
    parts = {
        "label": float(label_loss.detach()),
        "cosine": float(cosine_loss.detach()),
        "match": float(match_loss.detach()),
    }
    return label_loss + COSINE_WEIGHT * cosine_loss + match_loss, parts
