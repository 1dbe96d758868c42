"""Decode every picture once into packs under training/data (about 2.5 GB, two minutes).

    python data_prepare.py            # all packs that are missing
    python data_prepare.py --redo     # all packs again

Packs: `photos` (street photos with the outlines of their items; jewelry from jewelry_boxes.json), `street` (one RGBA crop per
item, alpha = mask), `clothing`, `grocery`, `iconic`, and, once the demo has drawn them, `drawn` and `drawn_scenes`.
"""

import csv
import json
import sys
import time

import cv2
import numpy as np

import near_duplicates
from common import CACHE, DATA, DRAWN, JEWELRY_BOXES, PackWriter, drawn_items, read_csv, split_of
from labels import KIND_OF_CLOTHING_LABEL, KIND_OF_STREET_LABEL, KINDS, NOT_A_STREET_LABEL, clothing_label, slug

PHOTO_SIDE = 720  # px, longer side of a packed street photo: 1.5 x the longest side that the detector sees
CROP_SIDE = 288  # px, longer side of a packed item crop: 1.5 x the embedder's input
ITEM_SIDE = 288  # px, longer side of a packed single-item picture
CONTEXT = 0.25  # of an item's box kept around it on each side of its crop
SPECK_PART = 0.05  # a blob smaller than this part of the label's largest blob is a slip of the annotator's pen
SPECK_PIXELS = 12  # and so is a blob with fewer pixels than this
SMALLEST_SIDE = 5  # px in the original photo; nothing can be learnt from less


def read(path) -> np.ndarray:
    """RGB uint8 HWC."""
    picture = cv2.imread(str(path))
    if picture is None:
        raise FileNotFoundError(path)
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)


def shrink(picture: np.ndarray, side: int, how=cv2.INTER_AREA) -> np.ndarray:
    """The picture with its longer side at most `side` px."""
    scale = side / max(picture.shape[:2])
    if scale >= 1:
        return picture
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    return cv2.resize(picture, size, interpolation=how)


def items_of_mask(mask: np.ndarray, names: list[str]) -> list[dict]:
    """One item per label value: {label, box [x0, y0, x1, y1] px, hull [[x, y]...], mask HW bool}, specks dropped."""
    items = []
    for value in np.unique(mask):
        if names[value] in NOT_A_STREET_LABEL:
            continue
        count, blobs, stats, _ = cv2.connectedComponentsWithStats((mask == value).astype(np.uint8), connectivity=8)
        area = stats[1:, cv2.CC_STAT_AREA]
        keep = 1 + np.flatnonzero((area >= SPECK_PIXELS) & (area >= SPECK_PART * area.max()))
        if not len(keep):
            continue
        own = np.isin(blobs, keep)
        points = np.argwhere(own)[:, ::-1].astype(np.int32)
        x0, y0 = points.min(0)
        x1, y1 = points.max(0) + 1
        if min(x1 - x0, y1 - y0) < SMALLEST_SIDE:
            continue
        hull = cv2.convexHull(np.concatenate([points, points + 1]))[:, 0]
        items.append({"label": names[value], "box": [int(v) for v in (x0, y0, x1, y1)], "hull": hull, "mask": own})
    return items


def prepare_street() -> None:
    names, jewelry_of = json.loads((DATA / "street/labels.json").read_text()), json.loads(JEWELRY_BOXES.read_text())
    photos, street = PackWriter("photos"), PackWriter("street")
    for path in sorted((DATA / "street/masks").glob("*.png")):
        photo, mask = read(DATA / f"street/photos/{path.stem}.jpg"), cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        assert photo.shape[:2] == mask.shape[:2], path
        split, items, (height, width) = split_of(f"street/{path.stem}"), items_of_mask(mask, names), mask.shape
        small = shrink(photo, PHOTO_SIDE)
        scale = small.shape[0] / height
        outlines = [
            {"kind": KIND_OF_STREET_LABEL[item["label"]], "hull": (item["hull"] * scale).round(1).tolist()}
            for item in items if KIND_OF_STREET_LABEL.get(item["label"], "jewelry") != "jewelry"
        ]  # fmt: skip
        drawn = [[label, *np.multiply(box, scale).round(1).tolist()] for label, *box in jewelry_of.get(path.stem, [])]
        jewelry = drawn_items(drawn, max(small.shape[:2]))
        unsure = ["jewelry"] if drawn and not jewelry else []
        photos.add(small, photo=path.stem, split=split, items=outlines + jewelry, unsure=unsure)
        for item in items:
            x0, y0, x1, y1 = item["box"]
            dx, dy = CONTEXT * (x1 - x0), CONTEXT * (y1 - y0)
            left, top = max(0, int(x0 - dx)), max(0, int(y0 - dy))
            right, bottom = min(width, int(x1 + dx) + 1), min(height, int(y1 + dy) + 1)
            alpha = item["mask"][top:bottom, left:right, None].astype(np.uint8) * 255
            crop = shrink(np.concatenate([photo[top:bottom, left:right], alpha], 2), CROP_SIDE)
            scale = crop.shape[0] / (bottom - top)
            inner = [round(v * scale, 1) for v in (x0 - left, y0 - top, x1 - left, y1 - top)]
            street.add(crop, photo=path.stem, split=split, label=item["label"], box=item["box"], inner=inner,
                       kind=KIND_OF_STREET_LABEL.get(item["label"], ""))  # fmt: skip
    photos.close()
    street.close()
    print(f"photos {len(photos.entries)}, street items {len(street.entries)}")


def foreground_box(picture: np.ndarray) -> list[float]:
    """Where the single item of a picture is: what differs from the colours of the picture's border.

    Falls back to the frame less 3 % when the estimate is implausible. Returns [x0, y0, x1, y1] in px.
    """
    height, width = picture.shape[:2]
    whole = [0.03 * width, 0.03 * height, 0.97 * width, 0.97 * height]
    small = cv2.cvtColor(cv2.resize(picture, (64, 64), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2LAB).astype(
        np.float32
    )
    border = np.concatenate(
        [small[:3].reshape(-1, 3), small[-3:].reshape(-1, 3), small[:, :3].reshape(-1, 3), small[:, -3:].reshape(-1, 3)]
    )
    criteria = (cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)
    _, _, centres = cv2.kmeans(border, 3, None, criteria, 1, cv2.KMEANS_PP_CENTERS)
    distance = np.linalg.norm(small[:, :, None] - centres, axis=3).min(2)
    distance = np.clip(distance, 0, 255).astype(np.uint8)
    _, differs = cv2.threshold(distance, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    differs = cv2.morphologyEx(differs, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(differs)
    if count < 2:
        return whole
    x, y, w, h, area = stats[1 + stats[1:, cv2.CC_STAT_AREA].argmax()]
    if area < 0.45 * w * h or not 0.25 < w * h / 4096 < 0.92:
        return whole
    box = np.array([x - 0.5, y - 0.5, x + w + 0.5, y + h + 0.5]) * [width, height, width, height] / 64
    return box.clip(0, [width, height, width, height]).round(1).tolist()


def prepare_clothing() -> None:
    pack = PackWriter("clothing")
    for row in read_csv(DATA / "clothing/labels.csv"):
        label, picture = clothing_label(row["label"]), shrink(read(DATA / "clothing/images" / row["file"]), ITEM_SIDE)
        pack.add(picture, file=row["file"], label=label, split=row["split"], top10=row["top10"],
                 kind=KIND_OF_CLOTHING_LABEL.get(label, ""), inner=foreground_box(picture))  # fmt: skip
    pack.close()
    print(f"clothing {len(pack.entries)}")


def prepare_grocery() -> None:
    names = {row["fine"]: slug(row["name"]) for row in read_csv(DATA / "grocery/classes.csv")}
    pack, iconic = PackWriter("grocery"), PackWriter("iconic")
    for row in read_csv(DATA / "grocery/labels.csv"):
        picture = shrink(read(DATA / "grocery/images" / row["file"]), ITEM_SIDE)
        pack.add(
            picture,
            file=row["file"],
            label=names[row["fine"]],
            fine=int(row["fine"]),
            split=row["split"],
            kind="product",
        )
    for fine, name in sorted(names.items(), key=lambda pair: int(pair[0])):
        picture = shrink(read(DATA / f"grocery/iconic/{int(fine):02d}.jpg"), ITEM_SIDE)
        iconic.add(picture, label=name, fine=int(fine), kind="product")
    pack.close()
    iconic.close()
    print(f"grocery {len(pack.entries)}, iconic {len(iconic.entries)}")


def prepare_drawn() -> None:
    if not (DRAWN / "items.csv").exists():
        print(f"no drawn pictures under {DRAWN}: skipped")
        return
    pack, scenes = PackWriter("drawn"), PackWriter("drawn_scenes")
    with open(DRAWN / "items.csv", newline="") as file:
        for row in csv.DictReader(file):
            picture = shrink(read(DRAWN / "items" / row["file"].removeprefix("items/")), ITEM_SIDE)
            pack.add(picture, file=row["file"], label=row["label"], product=row["product"],
                     kind=row["kind"] if row["kind"] in KINDS else "", inner=foreground_box(picture),
                     split=split_of(f"drawn/{row['product']}"))  # fmt: skip
    for name, items in sorted(json.loads((DRAWN / "scenes.json").read_text()).items()):
        picture = read(DRAWN / "scenes" / name.removeprefix("scenes/"))
        small = shrink(picture, PHOTO_SIDE)
        scale = small.shape[0] / picture.shape[0]
        outlines = []
        for item in items:
            x, y, w, h = (v * scale for v in item["box"])
            outlines.append(
                {"label": "", "kind": item["kind"], "hull": [[x, y], [x + w, y], [x + w, y + h], [x, y + h]]}
            )
        scenes.add(small, photo=name, split=split_of(f"drawn/{name}"), items=outlines)
    pack.close()
    scenes.close()
    print(f"drawn {len(pack.entries)}, drawn scenes {len(scenes.entries)}")


if __name__ == "__main__":
    redo = "--redo" in sys.argv
    steps = {"street": prepare_street, "clothing": prepare_clothing, "iconic": prepare_grocery, "drawn": prepare_drawn}
    for name, prepare in steps.items():
        if redo or not (CACHE / f"{name}.json").exists():
            start = time.time()
            cv2.setRNGSeed(0)
            prepare()
            print(f"  {time.time() - start:.0f} s")
    near_duplicates.main()
