"""Batches made ahead in processes of their own: the same ones, in the same order, however many processes make them."""

import os
from collections.abc import Callable, Iterator

import torch
from torch.utils.data import DataLoader, Dataset

# a GPU asks for more pictures than one process makes; two cores have one to spare
WORKERS = int(os.environ.get("WORKERS", max(1, (os.cpu_count() or 2) - 2) if torch.cuda.is_available() else 1))


class _Steps(Dataset):
    def __init__(self, make: Callable[[int], object]):
        self.make = make

    def __getitem__(self, step: int):
        return self.make(step)


def made_ahead(make: Callable[[int], object], steps: range, workers: int = WORKERS) -> Iterator:
    """make(step) for every step in turn, up to two a process ahead. `make` takes its dice from the step alone, so that
    training which goes on after an interruption sees what it would have seen. workers: processes, from 1 on; the
    environment's WORKERS, otherwise all cores but two with a GPU, one without."""
    return iter(
        DataLoader(
            _Steps(make),
            batch_size=None,
            sampler=steps,
            num_workers=workers,
            pin_memory=torch.cuda.is_available(),
        )
    )
