"""Training pictures of the detector, made on the fly: street photos, cut-outs pasted elsewhere, single items, grids."""

import cv2
import numpy as np
import torch

from augment import plain_background, random_lens, random_light
from common import CACHE, Pack
from detector_loss import Items
from detector_model import SIZES
from labels import KINDS

# how often each recipe is used; the drawn ones as far as the demo's packs exist
RECIPES = {"photo": 1.0, "near": 0.34, "composite": 0.16, "single": 0.16, "drawn_scene": 0.12, "drawn_single": 0.09,
           "product": 0.08, "crowd": 0.08, "grid": 0.06}  # fmt: skip
SIZE_SHARES = (0.6, 0.25, 0.15)  # how often a batch has each of SIZES
NEAR_LONGEST = (20.0, 200.0)  # px, longest side of the item that a near view is about
MOST_ENLARGED = 3.0  # times, a photo in a near view
LEAST_VISIBLE = 0.35  # an item of which less is left inside the frame is no target


def ellipse_of(box) -> np.ndarray:
    """Octagon-like outline of a box xyxy, so that turning an item does not blow up its box. -> [16, 2]"""
    x0, y0, x1, y1 = box
    angle = np.arange(16) * np.pi / 8
    c, s = np.cos(angle), np.sin(angle)
    shape = np.stack([np.sign(c) * np.abs(c) ** 0.6, np.sign(s) * np.abs(s) ** 0.6], 1)
    return shape * [(x1 - x0) / 2, (y1 - y0) / 2] + [(x0 + x1) / 2, (y0 + y1) / 2]


def affine(size, scale: float, degrees: float, flip: bool, to) -> np.ndarray:
    """2x3 matrix that turns, scales and maybe mirrors a picture of size (w, h) and puts its middle at `to`."""
    angle = np.deg2rad(degrees)
    matrix = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    if flip:
        matrix = matrix @ np.diag([-1.0, 1.0])
    return np.concatenate([matrix, (np.array(to) - matrix @ (np.array(size) / 2))[:, None]], 1)


def box_of(outline: np.ndarray, matrix: np.ndarray, size) -> np.ndarray | None:
    """Box xyxy of an outline [K, 2] after the matrix, clipped to `size` (w, h); None when too little of it is left."""
    points = outline @ matrix[:, :2].T + matrix[:, 2]
    low, high = points.min(0), points.max(0)
    clipped = np.concatenate([low.clip(0, size), high.clip(0, size)])
    side = clipped[2:] - clipped[:2]
    if side.min() < 3 or side.prod() < LEAST_VISIBLE * (high - low).prod():
        return None
    return clipped


class DetectorData:
    """`picture(size, rng)` -> (RGB uint8 [H, W, 3], boxes [G, 4] px, kinds [G], kinds that nobody is sure of [U])."""

    def __init__(self, rare: float = 0.0):
        """rare: exponent of the repeat factor; 0 shows every photo equally often, 0.5 favours those with rare kinds."""
        self.photos, self.street, self.clothing = Pack("photos"), Pack("street"), Pack("clothing")
        self.tagged, self.grocery, self.iconic = Pack("tagged"), Pack("grocery"), Pack("iconic")
        train = lambda pack: [i for i in pack.where(split="train") if pack.facts[i]["kind"]]  # noqa: E731
        whole = lambda pack: [(pack, i) for i in pack.where(split="train")]  # noqa: E731
        self.street_photos = whole(self.photos) + whole(self.tagged)
        self.photos_with = {}  # kind -> photos (pack, index) that show one
        kinds_of = [{item["kind"] for item in pack.facts[i]["items"]} for pack, i in self.street_photos]
        for photo, kinds in zip(self.street_photos, kinds_of, strict=True):
            for kind in sorted(kinds):
                self.photos_with.setdefault(kind, []).append(photo)
        seldom = {kind: len(photos) ** -rare for kind, photos in self.photos_with.items()}
        turns = np.array([max((seldom[kind] for kind in kinds), default=0.0) for kinds in kinds_of])
        self.photo_shares = turns / turns.sum()
        self.by_kind = {}
        for index in train(self.street):
            self.by_kind.setdefault(self.street.facts[index]["kind"], []).append(index)
        self.clothing_ids, self.grocery_ids = train(self.clothing), train(self.grocery)
        recipes = RECIPES
        if (CACHE / "drawn.json").exists():
            self.drawn, self.scenes = Pack("drawn"), whole(Pack("drawn_scenes"))
            self.drawn_ids = train(self.drawn)
        else:
            recipes = {name: share for name, share in recipes.items() if not name.startswith("drawn")}
        self.recipes, self.shares = list(recipes), np.array(list(recipes.values())) / sum(recipes.values())

    def picture(self, size, rng):
        recipe = self.recipes[rng.choice(len(self.recipes), p=self.shares)]
        canvas, boxes, kinds, *unsure = getattr(self, recipe)(size, rng)
        canvas = random_lens(random_light(canvas, rng), rng)
        boxes = np.array(boxes, np.float32).reshape(-1, 4)
        return canvas, boxes, np.array(kinds, np.int64), np.array(unsure[0] if unsure else [], np.int64)

    def photo(self, size, rng):
        """A street photo, those with rare kinds more often."""
        return self.scene(*self.street_photos[rng.choice(len(self.street_photos), p=self.photo_shares)], size, rng)

    def drawn_scene(self, size, rng):
        return self.scene(*self.scenes[rng.integers(len(self.scenes))], size, rng)

    def scene(self, pack, index, size, rng):
        """A photo, nearer or farther, a little turned, sometimes partly outside."""
        photo, facts = pack[index], pack.facts[index]
        height, width = photo.shape[:2]
        scale = min(size[0] / width, size[1] / height) * np.exp(rng.uniform(np.log(0.6), np.log(1.9)))
        room = np.abs(np.array(size) - scale * np.array([width, height])) / 2  # how far the middle may move
        to = np.array(size) / 2 + rng.uniform(-1, 1, 2) * room
        return self.view(photo, facts, size, scale, to, rng)

    def near(self, size, rng):
        """A street photo so near that one item, rare kinds as often as common ones, is as long as NEAR_LONGEST says."""
        kinds = list(self.photos_with)
        kind = kinds[rng.integers(len(kinds))]
        pack, index = self.photos_with[kind][rng.integers(len(self.photos_with[kind]))]
        photo, facts = pack[index], pack.facts[index]
        items = [item for item in facts["items"] if item["kind"] == kind]
        hull = np.array(items[rng.integers(len(items))]["hull"])
        low, high = hull.min(0), hull.max(0)
        whole = np.array(photo.shape[1::-1])
        longest = np.exp(rng.uniform(*np.log(NEAR_LONGEST)))
        scale = (longest / (high - low).max()).clip(0.8 * min(size / whole), MOST_ENLARGED)
        room = np.abs(size - scale * whole) / 2
        to = size * rng.uniform(0.2, 0.8, 2) - scale * ((low + high) / 2 - whole / 2)
        to = to.clip(np.array(size) / 2 - room, np.array(size) / 2 + room)
        return self.view(photo, facts, size, scale, to, rng)

    def view(self, photo, facts, size, scale, to, rng):
        """The photo scaled, a little turned, its middle at `to`, mirrored half of the time; and its items in it."""
        flip = rng.random() < 0.5
        if flip:
            to = np.array([size[0] - to[0], to[1]])
        matrix = affine(photo.shape[1::-1], scale, rng.normal(0, 5), flip, to)
        canvas = cv2.warpAffine(photo, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(127, 127, 127))
        boxes, kinds = [], []
        for item in facts["items"]:
            box = box_of(np.array(item["hull"]), matrix, size)
            if box is not None:
                boxes.append(box)
                kinds.append(KINDS.index(item["kind"]))
        return canvas, boxes, kinds, [KINDS.index(kind) for kind in facts.get("unsure", [])]

    def crowd(self, size, rng):
        """Two or three photos side by side: several people in one picture."""
        count = int(rng.integers(2, 4)) if size[0] >= size[1] else 2
        width = size[0] // count
        canvas, boxes, kinds, unsure = plain_background(size, rng), [], [], set()
        for part in range(count):
            picture, own, its_kinds, its_unsure = self.photo((width, size[1]), rng)
            canvas[:, part * width : (part + 1) * width] = picture
            boxes += [box + [part * width, 0] * 2 for box in own]
            kinds += its_kinds
            unsure |= set(its_unsure)
        return canvas, boxes, kinds, sorted(unsure)

    def background(self, size, rng):
        """Plain, or a picture too blurred and too near to hold an item."""
        if rng.random() < 0.5:
            return plain_background(size, rng)
        pack = [self.photos, self.clothing, self.grocery][rng.integers(3)]
        picture = pack[int(rng.integers(len(pack)))]
        height, width = picture.shape[:2]
        part = int(min(height, width) * rng.uniform(0.2, 0.5))
        y, x = int(rng.integers(height - part)), int(rng.integers(width - part))
        small = cv2.resize(picture[y : y + part, x : x + part], (24, 24), interpolation=cv2.INTER_AREA)
        return cv2.resize(small, size, interpolation=cv2.INTER_CUBIC)

    def composite(self, size, rng):
        """Two to six cut-outs of street items, rare kinds as often as common ones, on another background."""
        canvas, boxes, kinds = self.background(size, rng).astype(np.float32), [], []
        names = list(self.by_kind)
        for _ in range(int(rng.integers(2, 7))):
            kind = names[rng.integers(len(names))]
            index = self.by_kind[kind][rng.integers(len(self.by_kind[kind]))]
            item, facts = self.street[index], self.street.facts[index]
            height, width = item.shape[:2]
            x0, y0, x1, y1 = facts["inner"]
            side = max(x1 - x0, y1 - y0)
            longest = min(rng.uniform(24, 200), side * 2.0)
            matrix = affine(
                (width, height),
                longest / side,
                rng.normal(0, 15),
                rng.random() < 0.5,
                rng.uniform(30, np.array(size) - 30),
            )
            box = box_of(ellipse_of(facts["inner"]), matrix, size)
            if box is None:
                continue
            if boxes:
                low, high = np.maximum(box[:2], np.array(boxes)[:, :2]), np.minimum(box[2:], np.array(boxes)[:, 2:])
                if ((high - low).clip(0).prod(1) > 0.1 * (box[2:] - box[:2]).prod()).any():
                    continue
            layer = cv2.warpAffine(item, matrix, size, flags=cv2.INTER_LINEAR)
            x0, y0, x1, y1 = np.concatenate([np.floor(box[:2] - 2), np.ceil(box[2:] + 2)]).clip(0, size * 2).astype(int)
            patch = layer[y0:y1, x0:x1].astype(np.float32)
            alpha = patch[..., 3:] / 255
            canvas[y0:y1, x0:x1] += alpha * (patch[..., :3] - canvas[y0:y1, x0:x1])
            boxes.append(box)
            kinds.append(KINDS.index(kind))
        return canvas.clip(0, 255).astype(np.uint8), boxes, kinds

    def single(self, size, rng, pack=None, ids=None, canvas=None, frame=None):
        """One catalogue-like picture, mostly filling the frame (x, y, w, h), upright or lying."""
        pack, ids = pack or self.clothing, ids or self.clothing_ids
        index = ids[rng.integers(len(ids))]
        picture, facts = pack[index], pack.facts[index]
        height, width = picture.shape[:2]
        canvas = plain_background(size, rng) if canvas is None else canvas
        x, y, w, h = frame or (0, 0, *size)
        scale = min(w / width, h / height) * (rng.uniform(0.9, 1.15) if rng.random() < 0.6 else rng.uniform(0.4, 0.95))
        degrees = rng.normal(0, 4) + (90 * rng.integers(1, 4) if rng.random() < 0.12 else 0)
        room = np.abs([w, h] - scale * np.array([width, height])) / 2
        to = np.array([x + w / 2, y + h / 2]) + rng.uniform(-0.8, 0.8, 2) * room
        matrix = affine((width, height), scale, degrees, rng.random() < 0.5, to)
        outline = facts.get("inner") or [0.04 * width, 0.04 * height, 0.96 * width, 0.96 * height]
        warped = cv2.warpAffine(
            picture, matrix, size, dst=canvas.copy(), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
        )
        if frame:  # one field of a grid: nothing may reach into its neighbours
            canvas[y : y + h, x : x + w] = warped[y : y + h, x : x + w]
        else:
            canvas = warped
        box = box_of(ellipse_of(outline), matrix, size)
        if box is None:
            return canvas, [], []
        box = np.concatenate([box[:2].clip([x, y]), box[2:].clip(None, [x + w, y + h])])
        return canvas, [box], [KINDS.index(facts["kind"])]

    def product(self, size, rng):
        sets = (self.grocery, self.grocery_ids) if rng.random() < 0.85 else (self.iconic, list(range(81)))
        return self.single(size, rng, *sets)

    def drawn_single(self, size, rng):
        return self.single(size, rng, self.drawn, self.drawn_ids)

    def grid(self, size, rng):
        """A page of a shop or a shelf: two to four single items side by side, as many rows as fit."""
        columns = int(rng.integers(2, 4)) if size[0] < 400 else int(rng.integers(2, 5))
        w = size[0] // columns
        rows = max(1, round(size[1] / w * rng.uniform(0.8, 1.1)))
        h = size[1] // rows
        shelf = rng.random() < 0.3
        canvas, boxes, kinds = plain_background(size, rng), [], []
        for cell in range(columns * rows):
            groceries = shelf or rng.random() < 0.2
            pack, ids = (self.grocery, self.grocery_ids) if groceries else (self.clothing, self.clothing_ids)
            frame = (cell % columns * w, cell // columns * h, w, h)
            canvas, box, kind = self.single(size, rng, pack, ids, canvas, frame)
            boxes, kinds = boxes + box, kinds + kind
        return canvas, boxes, kinds

    def batch(self, step: int, count: int, seed: int) -> tuple[torch.Tensor, Items]:
        """The batch of a step: pictures uint8 [count, H, W, 3], all of one size, and what lies in them."""
        rng = np.random.default_rng([seed, step])
        size = SIZES[rng.choice(len(SIZES), p=SIZE_SHARES)]
        pictures, boxes, kinds, unsure = zip(*(self.picture(size, rng) for _ in range(count)), strict=True)
        unknown = np.zeros((count, len(KINDS)), bool)
        for row, its_unsure in zip(unknown, unsure, strict=True):
            row[its_unsure] = True
        picture = np.repeat(np.arange(count), [len(its_kinds) for its_kinds in kinds])
        items = Items(*map(torch.from_numpy, (np.concatenate(boxes), np.concatenate(kinds), picture, unknown)))
        return torch.from_numpy(np.stack(pictures)), items


def to_input(pictures: np.ndarray | torch.Tensor) -> torch.Tensor:
    """uint8 [B, H, W, 3] -> float [B, 3, H, W] in [-1, 1], channels last in memory."""
    return (torch.as_tensor(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1).contiguous(
        memory_format=torch.channels_last
    )
