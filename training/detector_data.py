"""Training pictures of the detector, made on the fly: street photos, cut-outs pasted elsewhere, single items, grids."""

import queue
import threading

import cv2
import numpy as np
import torch

from augment import plain_background, random_lens, random_light
from common import CACHE, Pack
from detector_model import SIDE
from labels import KINDS

# how often each recipe is used; the drawn ones only when their packs exist and stage 2 asks for them
RECIPES = {"photo": 0.54, "composite": 0.16, "single": 0.16, "product": 0.08, "grid": 0.06}
RECIPES_DRAWN = {**RECIPES, "drawn_scene": 0.14, "drawn_single": 0.11}
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


def box_of(outline: np.ndarray, matrix: np.ndarray) -> np.ndarray | None:
    """Box xyxy of an outline [K, 2] after the matrix, clipped to the frame; None when too little of it is left."""
    points = outline @ matrix[:, :2].T + matrix[:, 2]
    low, high = points.min(0), points.max(0)
    clipped = np.concatenate([low.clip(0, SIDE), high.clip(0, SIDE)])
    side = clipped[2:] - clipped[:2]
    if side.min() < 3 or side.prod() < LEAST_VISIBLE * (high - low).prod():
        return None
    return clipped


class DetectorData:
    """`picture(rng)` -> (RGB uint8 [384, 384, 3], boxes [G, 4] px, kinds [G])."""

    def __init__(self, recipes: dict[str, float], rare: float = 0.0):
        """rare: exponent of the repeat factor; 0 shows every photo equally often, 0.5 favours those with rare kinds."""
        self.photos, self.street, self.clothing = Pack("photos"), Pack("street"), Pack("clothing")
        self.grocery, self.iconic = Pack("grocery"), Pack("iconic")
        train = lambda pack: [i for i in pack.where(split="train") if pack.facts[i]["kind"]]  # noqa: E731
        self.photo_ids = self.photos.where(split="train")
        kinds_of = [{item["kind"] for item in self.photos.facts[i]["items"]} for i in self.photo_ids]
        count = {kind: sum(kind in kinds for kinds in kinds_of) for kind in KINDS}
        turns = np.array([max((count[kind] ** -rare for kind in kinds), default=0.0) for kinds in kinds_of])
        self.photo_shares = turns / turns.sum()
        self.by_kind = {}
        for index in train(self.street):
            self.by_kind.setdefault(self.street.facts[index]["kind"], []).append(index)
        self.clothing_ids, self.grocery_ids = train(self.clothing), train(self.grocery)
        if (CACHE / "drawn.json").exists():
            self.drawn, self.drawn_scenes = Pack("drawn"), Pack("drawn_scenes")
            self.drawn_ids, self.drawn_scene_ids = train(self.drawn), self.drawn_scenes.where(split="train")
        else:
            recipes = {name: share for name, share in recipes.items() if not name.startswith("drawn")}
        self.recipes, self.shares = list(recipes), np.array(list(recipes.values())) / sum(recipes.values())

    def picture(self, rng):
        recipe = self.recipes[rng.choice(len(self.recipes), p=self.shares)]
        canvas, boxes, kinds = getattr(self, recipe)(rng)
        canvas = random_lens(random_light(canvas, rng), rng)
        return canvas, np.array(boxes, np.float32).reshape(-1, 4), np.array(kinds, np.int64)

    def photo(self, rng, pack=None, ids=None):
        """A street photo, nearer or farther, a little turned, sometimes partly outside."""
        shares = None if pack else self.photo_shares
        pack, ids = pack or self.photos, ids or self.photo_ids
        index = ids[rng.choice(len(ids), p=shares)]
        photo, items = pack[index], pack.facts[index]["items"]
        height, width = photo.shape[:2]
        scale = SIDE / max(height, width) * np.exp(rng.uniform(np.log(0.6), np.log(1.9)))
        room = np.abs(SIDE - scale * np.array([width, height])) / 2  # how far the middle may move
        to = SIDE / 2 + rng.uniform(-1, 1, 2) * room
        matrix = affine((width, height), scale, rng.normal(0, 5), rng.random() < 0.5, to)
        canvas = cv2.warpAffine(photo, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderValue=(127, 127, 127))
        boxes, kinds = [], []
        for item in items:
            box = box_of(np.array(item["hull"]), matrix)
            if box is not None:
                boxes.append(box)
                kinds.append(KINDS.index(item["kind"]))
        return canvas, boxes, kinds

    def drawn_scene(self, rng):
        return self.photo(rng, self.drawn_scenes, self.drawn_scene_ids)

    def background(self, rng):
        """Plain, or a picture too blurred and too near to hold an item."""
        if rng.random() < 0.5:
            return plain_background(SIDE, rng)
        pack = [self.photos, self.clothing, self.grocery][rng.integers(3)]
        picture = pack[int(rng.integers(len(pack)))]
        height, width = picture.shape[:2]
        part = int(min(height, width) * rng.uniform(0.2, 0.5))
        y, x = int(rng.integers(height - part)), int(rng.integers(width - part))
        small = cv2.resize(picture[y : y + part, x : x + part], (24, 24), interpolation=cv2.INTER_AREA)
        return cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)

    def composite(self, rng):
        """Two to six cut-outs of street items, rare kinds as often as common ones, on another background."""
        canvas, boxes, kinds = self.background(rng).astype(np.float32), [], []
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
                (width, height), longest / side, rng.normal(0, 15), rng.random() < 0.5, rng.uniform(30, SIDE - 30, 2)
            )
            box = box_of(ellipse_of(facts["inner"]), matrix)
            if box is None:
                continue
            if boxes:
                low, high = np.maximum(box[:2], np.array(boxes)[:, :2]), np.minimum(box[2:], np.array(boxes)[:, 2:])
                if ((high - low).clip(0).prod(1) > 0.1 * (box[2:] - box[:2]).prod()).any():
                    continue
            layer = cv2.warpAffine(item, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
            x0, y0, x1, y1 = np.concatenate([np.floor(box[:2] - 2), np.ceil(box[2:] + 2)]).clip(0, SIDE).astype(int)
            patch = layer[y0:y1, x0:x1].astype(np.float32)
            alpha = patch[..., 3:] / 255
            canvas[y0:y1, x0:x1] += alpha * (patch[..., :3] - canvas[y0:y1, x0:x1])
            boxes.append(box)
            kinds.append(KINDS.index(kind))
        return canvas.clip(0, 255).astype(np.uint8), boxes, kinds

    def single(self, rng, pack=None, ids=None, canvas=None, frame=None):
        """One catalogue-like picture, mostly filling the frame (x, y, side), upright or lying."""
        pack, ids = pack or self.clothing, ids or self.clothing_ids
        index = ids[rng.integers(len(ids))]
        picture, facts = pack[index], pack.facts[index]
        height, width = picture.shape[:2]
        canvas = plain_background(SIDE, rng) if canvas is None else canvas
        x, y, side = frame or (0, 0, SIDE)
        scale = side / max(height, width) * (rng.uniform(0.9, 1.15) if rng.random() < 0.6 else rng.uniform(0.4, 0.95))
        degrees = rng.normal(0, 4) + (90 * rng.integers(1, 4) if rng.random() < 0.12 else 0)
        room = np.abs(side - scale * np.array([width, height])) / 2
        to = np.array([x, y]) + side / 2 + rng.uniform(-0.8, 0.8, 2) * room
        matrix = affine((width, height), scale, degrees, rng.random() < 0.5, to)
        outline = facts.get("inner") or [0.04 * width, 0.04 * height, 0.96 * width, 0.96 * height]
        warped = cv2.warpAffine(
            picture, matrix, (SIDE, SIDE), dst=canvas.copy(), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
        )
        if frame:  # one field of a grid: nothing may reach into its neighbours
            canvas[y : y + side, x : x + side] = warped[y : y + side, x : x + side]
        else:
            canvas = warped
        box = box_of(ellipse_of(outline), matrix)
        if box is None:
            return canvas, [], []
        box = np.concatenate([box[:2].clip([x, y]), box[2:].clip(None, [x + side, y + side])])
        return canvas, [box], [KINDS.index(facts["kind"])]

    def product(self, rng):
        return self.single(
            rng, *((self.grocery, self.grocery_ids) if rng.random() < 0.85 else (self.iconic, list(range(81))))
        )

    def drawn_single(self, rng):
        return self.single(rng, self.drawn, self.drawn_ids)

    def grid(self, rng):
        """A page of a shop: two by two or three by three single items."""
        count = int(rng.integers(2, 4))
        side, canvas, boxes, kinds = SIDE // count, plain_background(SIDE, rng), [], []
        for cell in range(count * count):
            pack, ids = (self.clothing, self.clothing_ids) if rng.random() < 0.75 else (self.grocery, self.grocery_ids)
            frame = (cell % count * side, cell // count * side, side)
            canvas, box, kind = self.single(rng, pack, ids, canvas, frame)
            boxes, kinds = boxes + box, kinds + kind
        return canvas, boxes, kinds


def to_input(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [B, H, W, 3] -> float [B, 3, H, W] in [-1, 1], channels last in memory."""
    return (torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1).contiguous(
        memory_format=torch.channels_last
    )


def batches(data: DetectorData, batch: int, count: int, seed: int):
    """`count` batches of (input, [(boxes, kinds)...]), made one ahead in a thread while the network computes."""
    ready: queue.Queue = queue.Queue(3)

    def work():
        rng = np.random.default_rng(seed)
        for _ in range(count):
            pictures, boxes, kinds = zip(*(data.picture(rng) for _ in range(batch)), strict=True)
            items = [(torch.from_numpy(b), torch.from_numpy(k)) for b, k in zip(boxes, kinds, strict=True)]
            ready.put((to_input(np.stack(pictures)), items))

    threading.Thread(target=work, daemon=True).start()
    for _ in range(count):
        yield ready.get()
