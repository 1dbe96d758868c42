"""Training pairs of the embedder: two views of one thing, made on the fly."""

from functools import partial

import cv2
import numpy as np
import torch

from augment import random_lens, random_light
from common import CACHE, DATA, Pack, outline_box
from labels import union_labels

ICONIC_SHARE = 0.5  # of grocery pairs whose second view is the class's clean picture
OTHER_SHARE = 0.3  # of grocery pairs whose second view is another photo of the class
HEAP_SHARE = 0.12  # of grocery views that show four photos of the class side by side, as a heap does
STREET_TURNS = 1.3  # how often an epoch shows a street item, compared with a catalogue picture
CUTOUT_SHARE = 0.85  # of street pairs that are photo and cut-out; the rest are two views of the photo
ANY_TURN = 0.2  # of views of single things that are turned by any angle
GROCERY_LEAST, CLOTHING_LEAST = (
    0.35,
    0.7,
)  # of a zoomed thing is seen at least: a part of a shirt has no sleeves to tell it by
CLEAN_ANY_TURN, STREET_ANY_TURN = 0.1, 0.12  # the same for pictures made for a shop, and for what people wear
GARMENTS = {"top", "outerwear", "dress", "pants", "shorts", "skirt"}  # kinds of which two patches show one fabric
SMALLEST_PATCH = 20  # px of the packed picture
SMALLEST_TAGGED = 32  # px, longer side of an item in a photo that only has tags
DRAWN_GROUP, OWN_GROUP = 1000, 10_000  # first group number of drawn products and of things of their own


def hidden(view: np.ndarray, rng) -> np.ndarray:
    """A view with a rectangle of 4 to 25 % of its area hidden behind one colour (Zhong et al. 2020)."""
    side = view.shape[0]
    area, shape = rng.uniform(0.04, 0.25), np.exp(rng.uniform(-0.9, 0.9))
    height, width = (int(side * min(0.9, np.sqrt(area * ratio))) for ratio in (shape, 1 / shape))
    y, x = int(rng.integers(side - height)), int(rng.integers(side - width))
    view[y : y + height, x : x + width] = rng.integers(0, 256, 3)
    return view


def random_view(
    picture: np.ndarray,
    rect,
    rng,
    side: int,
    turn: float = 8.0,
    any_turn: float = 0.0,
    covered: float = 0.0,
    light: float = 1.0,
) -> np.ndarray:
    """The part `rect` (xyxy px) of a picture, letterboxed to `side` px like the shipped crop, moved and turned a little.

    turn: standard deviation of the rotation in degrees; any_turn: share of views turned by any angle; covered: share of
    views of which a rectangle is hidden; light: how much the light varies (augment.random_light).
    """
    height, width = picture.shape[:2]
    x0, y0 = max(0, int(rect[0])), max(0, int(rect[1]))
    x1, y1 = min(width, int(np.ceil(rect[2]))), min(height, int(np.ceil(rect[3])))
    part = picture[y0 : max(y1, y0 + 2), x0 : max(x1, x0 + 2)]
    height, width = part.shape[:2]
    scale = side / max(height, width)
    if scale < 0.7:
        part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        height, width = part.shape[:2]
        scale = side / max(height, width)
    scale *= np.exp(rng.normal(0, 0.08))
    stretch = np.exp(rng.normal(0, 0.04))
    angle = np.deg2rad(rng.uniform(0, 360) if rng.random() < any_turn else rng.normal(0, turn))
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    matrix = (
        scale
        * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        @ np.diag([mirror * stretch, 1 / stretch])
    )
    to = side / 2 + rng.normal(0, 0.02 * side, 2)
    matrix = np.concatenate([matrix, (to - matrix @ np.array([width / 2, height / 2]))[:, None]], 1)
    view = cv2.warpAffine(part, matrix, (side, side), flags=cv2.INTER_LINEAR, borderValue=(127, 127, 127))
    view = random_lens(random_light(view, rng, light), rng)
    return hidden(view, rng) if rng.random() < covered else view


def zoomed(box, rng, least: float) -> list[float]:
    """A part of a box xyxy with at least `least` of its area, anywhere in it, a little wider or higher than it."""
    x0, y0, x1, y1 = box
    area, shape = rng.uniform(least, 1.0), np.exp(rng.normal(0, 0.15))
    width, height = ((hi - lo) * min(1.0, np.sqrt(area * r)) for lo, hi, r in ((x0, x1, shape), (y0, y1, 1 / shape)))
    left, top = rng.uniform(x0, x1 - width + 1e-6), rng.uniform(y0, y1 - height + 1e-6)
    return [left, top, left + width, top + height]


def jittered(box, rng, margin: float = 0.06, noise: float = 0.085, partial: float = 0.15) -> list[float]:
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


def two_parts(box, rng) -> list[list[float]]:
    """Two squares xyxy, one from each half of the middle of a box, cut along its longer side or, seldom, its shorter."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    x0, x1, y0, y1 = x0 + 0.18 * width, x1 - 0.18 * width, y0 + 0.15 * height, y1 - 0.15 * height
    along = (width > height) != (rng.random() < 0.25)
    rects = []
    for half in (0, 1):
        left, right, top, bottom = x0, x1, y0, y1
        if along:
            left, right = (x0, (x0 + x1) / 2) if half == 0 else ((x0 + x1) / 2, x1)
        else:
            top, bottom = (y0, (y0 + y1) / 2) if half == 0 else ((y0 + y1) / 2, y1)
        side = min(right - left, bottom - top) * rng.uniform(0.6, 1.0)
        x, y = rng.uniform(left, right - side + 1e-6), rng.uniform(top, bottom - side + 1e-6)
        rects.append([x, y, x + side, y + side])
    return rects


def is_garment(alpha: np.ndarray, rect) -> bool:
    """Is nearly all of the rectangle inside the mask, and is it large enough to show a weave?"""
    x0, y0, x1, y1 = (int(value) for value in rect)
    return min(x1 - x0, y1 - y0) >= SMALLEST_PATCH and (alpha[y0:y1, x0:x1] > 127).mean() > 0.92


class EmbedderData:
    """`pair(entry, rng)` -> two views [side, side, 3] uint8, label index or -1, group.

    Things of one group are the same: the fine class of groceries, the drawn product, otherwise the picture itself.
    """

    def __init__(
        self,
        side: int,
        grocery_turns: int = 1,
        zoom: float = 0.25,
        covered: float = 0.1,
        light: float = 1.0,
        fabrics: int = 0,
        tagged: bool = False,
    ):
        """zoom: share of views of single things that show only a part, as a nearer camera would; covered, light: random_view;
        fabrics: pairs of two patches of one garment in an epoch; tagged: with the items of photos that only have tags."""
        self.side, self.zoom, self.covered, self.light = side, zoom, covered, light
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
        self.grocery_of: dict[int, list[int]] = {}
        for i in self.grocery.where(split="train"):
            self.grocery_of.setdefault(self.grocery.facts[i]["fine"], []).append(i)
        self.products: dict[str, list[int]] = {}
        if (CACHE / "drawn.json").exists():
            self.drawn = Pack("drawn")
            for index in self.drawn.where(split="train"):
                self.products.setdefault(self.drawn.facts[index]["product"], []).append(index)
            self.entries += [("drawn", number) for number in range(len(self.products))]
            self.product_names = list(self.products)

        self.found: list[tuple[int, list]] = []  # photo, box xyxy
        if tagged:
            self.tagged = Pack("tagged")
            self.found = [
                (photo, box)
                for photo, facts in enumerate(self.tagged.facts)
                for box in map(outline_box, facts["items"])
                if max(box[2] - box[0], box[3] - box[1]) >= SMALLEST_TAGGED
            ]
            self.entries += [("tagged", number) for number in range(len(self.found))]

        garments = [("clothing", i) for i in self.clothing.where(split="train")] + [("street", i) for i in street]
        garments = [(name, i) for name, i in garments if getattr(self, name).facts[i]["kind"] in GARMENTS]
        self.garments = garments
        chosen = np.random.default_rng(1).choice(len(garments), min(fabrics, len(garments)), replace=False)
        self.entries += [("fabric", int(number)) for number in chosen]

    def label_index(self, label: str) -> int:
        return self.labels.index(label) if label in self.labels else -1

    def pair(self, entry, rng):
        source, index = entry
        return getattr(self, f"{source}_pair")(index, rng)

    def street_pair(self, index, rng):
        crop, facts = self.street[index], self.street.facts[index]
        view = partial(
            random_view, rng=rng, side=self.side, any_turn=STREET_ANY_TURN, covered=self.covered, light=self.light
        )
        first = view(crop[..., :3], jittered(facts["inner"], rng))
        if rng.random() < CUTOUT_SHARE:
            second = view(on_plain(crop, rng), jittered(facts["inner"], rng, noise=0.03, partial=0.03))
        else:
            second = view(crop[..., :3], jittered(facts["inner"], rng))
        return first, second, self.label_index(facts["label"]), OWN_GROUP + index

    def tagged_pair(self, number, rng):
        """Two views of an item of a photo that only has tags; its label is for the teachers to say."""
        photo, box = self.found[number]
        views = [
            random_view(
                self.tagged[photo],
                jittered(box, rng),
                rng,
                self.side,
                any_turn=STREET_ANY_TURN,
                covered=self.covered,
                light=self.light,
            )
            for _ in range(2)
        ]
        return *views, -1, OWN_GROUP + len(self.street) + len(self.clothing) + number

    def single_view(self, picture, facts, rng, clean: bool = False, least: float = GROCERY_LEAST):
        """A view of a picture of one thing: all of it, the thing alone, or a part. clean: drawn, or made for a shop."""
        height, width = picture.shape[:2]
        whole = [0, 0, width, height]
        box = whole if rng.random() < 0.5 or "inner" not in facts else facts["inner"]
        if rng.random() < self.zoom * (0.5 if clean else 1.0):
            rect = zoomed(box, rng, least)
        elif box is whole:
            rect = jittered(whole, rng, margin=-0.04, noise=0.05)
        else:
            rect = jittered(box, rng)
        any_turn = CLEAN_ANY_TURN if clean else ANY_TURN
        return random_view(picture, rect, rng, self.side, any_turn=any_turn, covered=self.covered, light=self.light)

    def clothing_pair(self, index, rng):
        picture, facts = self.clothing[index], self.clothing.facts[index]
        views = [self.single_view(picture, facts, rng, least=CLOTHING_LEAST) for _ in range(2)]
        return *views, self.label_index(facts["label"]), OWN_GROUP + len(self.street) + index

    def grocery_view(self, index, rng):
        """A view of a grocery photo or, now and then, of a heap: four views of photos of its class."""
        if rng.random() >= HEAP_SHARE:
            return self.single_view(self.grocery[index], self.grocery.facts[index], rng)
        of_class = self.grocery_of[self.grocery.facts[index]["fine"]]
        views = [
            self.single_view(self.grocery[i], self.grocery.facts[i], rng)[::2, ::2]
            for i in (index, *rng.choice(of_class, 3))
        ]
        return np.concatenate([np.concatenate(views[:2], 1), np.concatenate(views[2:], 1)])

    def grocery_pair(self, index, rng):
        facts = self.grocery.facts[index]
        first, dice = self.grocery_view(index, rng), rng.random()
        if dice < ICONIC_SHARE:
            second = self.single_view(self.iconic[facts["fine"]], {}, rng, clean=True)
        else:
            other = int(rng.choice(self.grocery_of[facts["fine"]])) if dice < ICONIC_SHARE + OTHER_SHARE else index
            second = self.grocery_view(other, rng)
        return first, second, self.label_index(facts["label"]), facts["fine"]

    def fabric_pair(self, number, rng):
        """Two patches of one garment that share nothing; where none are to be had, two usual views."""
        name, index = self.garments[number]
        picture, facts = getattr(self, name)[index], getattr(self, name).facts[index]
        rects = two_parts(facts["inner"], rng)
        if name == "street" and not all(is_garment(picture[..., 3], rect) for rect in rects):
            return self.street_pair(index, rng)
        views = [
            random_view(picture[..., :3], rect, rng, self.side, any_turn=ANY_TURN, light=self.light) for rect in rects
        ]
        before = OWN_GROUP if name == "street" else OWN_GROUP + len(self.street)
        return *views, -1, before + index

    def drawn_pair(self, number, rng):
        chosen = rng.permutation(self.products[self.product_names[number]])[[0, -1]]
        facts = [self.drawn.facts[int(index)] for index in chosen]
        views = [
            self.single_view(self.drawn[int(index)], entry, rng, clean=True)
            for index, entry in zip(chosen, facts, strict=True)
        ]
        return *views, self.label_index(facts[0]["label"]), DRAWN_GROUP + number

    def batch(self, step: int, size: int, per_epoch: int, seed: int):
        """The batch of a step: views uint8 [2 * size, side, side, 3], label [size], group [size].

        An epoch shows its first `per_epoch` * `size` entries, in an order of its own."""
        epoch, number = divmod(step, per_epoch)
        order = np.random.default_rng([seed, epoch]).permutation(len(self.entries))
        rng = np.random.default_rng([seed, epoch, number])
        pairs = [self.pair(self.entries[i], rng) for i in order[number * size : (number + 1) * size]]
        first, second, label, group = zip(*pairs, strict=True)
        return torch.from_numpy(np.stack(first + second)), torch.tensor(label), torch.tensor(group)
