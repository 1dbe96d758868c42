"""Learning from several networks at once what none of them knows alone (Hinton et al. 2015).

Two networks that began differently err differently: together they are better than either, and one network can learn to
answer as both do.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from common import RUNS
from embedder_loss import TEMPERATURE
from embedder_model import DIM, trained_embedder


def blends(views: torch.Tensor, share: float) -> torch.Tensor:
    """Two views laid over each other, [share * B, 3, side, side]: nobody has labelled them, so what teachers say of them
    cannot have been learnt by heart (Zhang et al. 2018, mixup; for teaching: Beyer et al. 2022)."""
    count = int(share * len(views))
    first, second = (views[torch.randperm(len(views), device=views.device)[:count]] for _ in range(2))
    return torch.lerp(first, second, torch.rand(count, 1, 1, 1, device=views.device))


class Teachers(nn.Module):
    """Checkpoints of `runs`, fixed, and what is needed to compare with them."""

    def __init__(self, names: list[str], remembered: int):
        """names: of the checkpoints; remembered: views whose vectors stay for comparison."""
        super().__init__()
        self.remembered, self.earlier = remembered, None
        self.networks = nn.ModuleList()
        for name in names:
            network, _ = trained_embedder(RUNS / f"{name}.pt")
            self.networks.append(network.requires_grad_(False))
        self.imitate = nn.Linear(
            1280, DIM * len(names)
        )  # the learner's features -> all teachers' vectors; training only

    @torch.no_grad()
    def answers(self, views: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """-> vectors of all teachers side by side, of unit length [B, 128 n]; mean of their label probabilities [B, L]."""
        vectors, probabilities = [], []
        for network in self.networks:
            with torch.autocast(views.device.type, torch.bfloat16):
                features = network.trunk(views).mean((2, 3))
            v, logits = network.heads(features.float())
            vectors.append(v)
            probabilities.append(network.named(v, logits).softmax(1))
        return torch.cat(vectors, 1) / np.sqrt(len(vectors)), torch.stack(probabilities).mean(0)

    def loss(self, views, features, vectors, logits) -> tuple[torch.Tensor, dict]:
        """features [B, 1280], vectors [B, 128] and logits [B, L] of the learner on `views`.

        Three parts: label probabilities (Kullback-Leibler), which views of the batch are near to which
        (`neighbours_loss`), and the teachers' vectors out of the learner's features (cosine).
        """
        known, probabilities = self.answers(views)
        parts = {
            "names": F.kl_div(logits.log_softmax(1), probabilities, reduction="batchmean"),
            "neighbours": neighbours_loss(vectors, known, self.earlier),
            "imitation": (1 - F.cosine_similarity(self.imitate(features), known)).mean(),
        }
        latest = vectors.detach(), known
        if self.earlier is not None:
            latest = tuple(torch.cat(pair)[: self.remembered] for pair in zip(latest, self.earlier, strict=True))
        self.earlier = latest
        return sum(parts.values()), {name: float(part.detach()) for name, part in parts.items()}


def neighbours_loss(
    vectors: torch.Tensor,
    known: torch.Tensor,
    earlier: tuple[torch.Tensor, torch.Tensor] | None = None,
    temperature: float = TEMPERATURE,
) -> torch.Tensor:
    """Each row's distribution over all other views, by similarity, should be the teachers' (Fang et al. 2021, SEED).

    vectors [B, 128], known [B, D]: unit vectors of the same B views; earlier: the same of M remembered views.
    """
    own = torch.eye(len(vectors), dtype=torch.bool, device=vectors.device)
    logs = []
    for index, rows in enumerate((vectors, known)):
        logits = (rows @ rows.T).masked_fill(own, float("-inf"))
        if earlier is not None:
            logits = torch.cat([logits, rows @ earlier[index].T], 1)
        logs.append(
            (logits / temperature).log_softmax(1).masked_fill(F.pad(own, (0, logits.shape[1] - len(rows))), 0.0)
        )
    mine, theirs = logs
    same = F.pad(own, (0, mine.shape[1] - len(vectors)))
    return (theirs.exp() * (theirs - mine)).masked_fill(same, 0.0).sum(1).mean()
