"""Training pairs of the embedder: two views of one thing, made on the fly."""

import queue
import threading

import cv2
import numpy as np
import torch

from augment import random_lens, random_light
from common import CACHE, DATA, Pack
from embedder_model import SIDE
from labels import union_labels

ICONIC_SHARE = 0.35  # of grocery pairs whose second view is the class's clean picture
STREET_TURNS = 1.3  # how often an epoch shows a street item, compared with a catalogue picture
CUTOUT_SHARE = 0.8  # of street pairs that are photo and cut-out; the rest are two views of the photo


def random_view(
    picture: np.ndarray, rect, rng, turn: float = 8.0, any_turn: float = 0.0, flip: bool = True
) -> np.ndarray:
    """The part `rect` (xyxy px) of a picture, letterboxed to 160 px like the shipped crop, moved and turned a little.

    turn: standard deviation of the rotation in degrees; any_turn: share of views turned by any angle.
    """
    height, width = picture.shape[:2]
    x0, y0 = max(0, int(rect[0])), max(0, int(rect[1]))
    x1, y1 = min(width, int(np.ceil(rect[2]))), min(height, int(np.ceil(rect[3])))
    part = picture[y0 : max(y1, y0 + 2), x0 : max(x1, x0 + 2)]
    height, width = part.shape[:2]
    scale = SIDE / max(height, width)
    if scale < 0.7:
        part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        height, width = part.shape[:2]
        scale = SIDE / max(height, width)
    scale *= np.exp(rng.normal(0, 0.08))
    stretch = np.exp(rng.normal(0, 0.04))
    angle = np.deg2rad(rng.uniform(0, 360) if rng.random() < any_turn else rng.normal(0, turn))
    mirror = -1.0 if flip and rng.random() < 0.5 else 1.0
    matrix = (
        scale
        * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        @ np.diag([mirror * stretch, 1 / stretch])
    )
    to = SIDE / 2 + rng.normal(0, 3, 2)
    matrix = np.concatenate([matrix, (to - matrix @ np.array([width / 2, height / 2]))[:, None]], 1)
    view = cv2.warpAffine(part, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderValue=(127, 127, 127))
    return random_lens(random_light(view, rng), rng)


def jittered(box, rng, margin: float = 0.06, noise: float = 0.07, partial: float = 0.12) -> list[float]:
    """A box xyxy as a detector would give it: margin added, edges off by some noise, now and then a part only."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    left, top, right, bottom = margin + rng.normal(0, noise, 4)
    if rng.random() < partial:
        cut = rng.uniform(0.15, 0.45)
        side = rng.integers(4)
        left, top, right, bottom = (value - cut * (side == i) for i, value in enumerate((left, top, right, bottom)))
    return [x0 - left * width, y0 - top * height, x1 + right * width, y1 + bottom * height]


def on_plain(crop: np.ndarray, rng) -> np.ndarray:
    """RGBA crop -> its item alone on white, seldom on another light or dark plain ground."""
    ground = 255 if rng.random() < 0.7 else rng.integers(0, 256, 3)
    return np.where(crop[..., 3:] > 127, crop[..., :3], np.uint8(ground))


class EmbedderData:
    """`pair(entry, rng)` -> two views [160, 160, 3] uint8, label index or -1, group or -1."""

    def __init__(self, grocery_turns: int = 1):
        self.labels = union_labels(DATA)
        self.street, self.clothing, self.grocery, self.iconic = (
            Pack(n) for n in ("street", "clothing", "grocery", "iconic")
        )
        street = self.street.where(split="train")
        self.entries = [("clothing", i) for i in self.clothing.where(split="train")]
        self.entries += [("grocery", i) for i in self.grocery.where(split="train")] * grocery_turns
        self.entries += [("street", i) for i in street]
        extra = np.random.default_rng(0).choice(street, int((STREET_TURNS - 1) * len(street)), replace=False)
        self.entries += [("street", int(i)) for i in extra]
        self.products: dict[str, list[int]] = {}
        if (CACHE / "drawn.json").exists():
            self.drawn = Pack("drawn")
            for index in self.drawn.where(split="train"):
                self.products.setdefault(self.drawn.facts[index]["product"], []).append(index)
            self.entries += [("drawn", number) for number in range(len(self.products))]
            self.product_names = list(self.products)

    def label_index(self, label: str) -> int:
        return self.labels.index(label) if label in self.labels else -1

    def pair(self, entry, rng):
        source, index = entry
        return getattr(self, f"{source}_pair")(index, rng)

    def street_pair(self, index, rng):
        crop, facts = self.street[index], self.street.facts[index]
        first = random_view(crop[..., :3], jittered(facts["inner"], rng), rng)
        if rng.random() < CUTOUT_SHARE:
            second = random_view(on_plain(crop, rng), jittered(facts["inner"], rng, noise=0.03, partial=0.03), rng)
        else:
            second = random_view(crop[..., :3], jittered(facts["inner"], rng), rng)
        return first, second, self.label_index(facts["label"]), -1

    def whole_or_inner(self, picture, facts, rng):
        height, width = picture.shape[:2]
        whole = [0, 0, width, height]
        if rng.random() < 0.5 or "inner" not in facts:
            return jittered(whole, rng, margin=-0.04, noise=0.05)
        return jittered(facts["inner"], rng)

    def clothing_pair(self, index, rng):
        picture, facts = self.clothing[index], self.clothing.facts[index]
        views = [random_view(picture, self.whole_or_inner(picture, facts, rng), rng, any_turn=0.15) for _ in range(2)]
        return *views, self.label_index(facts["label"]), -1

    def grocery_pair(self, index, rng):
        picture, facts = self.grocery[index], self.grocery.facts[index]
        first = random_view(picture, self.whole_or_inner(picture, facts, rng), rng, any_turn=0.15)
        if rng.random() < ICONIC_SHARE:
            picture = self.iconic[facts["fine"]]
        second = random_view(picture, self.whole_or_inner(picture, facts, rng), rng, any_turn=0.1)
        return first, second, self.label_index(facts["label"]), facts["fine"]

    def drawn_pair(self, number, rng):
        views = self.products[self.product_names[number]]
        chosen = rng.permutation(views)[[0, -1]]
        pictures = []
        for index in chosen:
            picture, facts = self.drawn[int(index)], self.drawn.facts[int(index)]
            pictures.append(random_view(picture, self.whole_or_inner(picture, facts, rng), rng))
        return *pictures, self.label_index(facts["label"]), 1000 + number


def batches(data: EmbedderData, size: int, seed: int):
    """One epoch of (views [2B, 3, 160, 160] in [-1, 1], label [B], group [B]), made ahead in a thread."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(data.entries))
    count = len(order) // size
    ready: queue.Queue = queue.Queue(3)

    def work():
        for number in range(count):
            pairs = [data.pair(data.entries[i], rng) for i in order[number * size : (number + 1) * size]]
            first, second, label, group = zip(*pairs, strict=True)
            views = torch.from_numpy(np.stack(first + second)).permute(0, 3, 1, 2).float() / 127.5 - 1
            ready.put((views.contiguous(memory_format=torch.channels_last), torch.tensor(label), torch.tensor(group)))

    threading.Thread(target=work, daemon=True).start()
    for _ in range(count):
        yield ready.get()
