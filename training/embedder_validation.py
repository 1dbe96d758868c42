"""The embedder's held-out pictures along the shipped path (Pillow), and the figures made from its answers."""

import json
from functools import cache

import cv2
import numpy as np

from common import CACHE, DATA, Pack, read_csv, split_of
from data_prepare import items_of_mask, read
from embedder_model import SIDE
from labels import clothing_label, slug
from metrics import recall_at
from reference import crop_box, letterbox

WHITE = 255
FILE = CACHE / "validation_embedder.npz"


def street_items(mask_path) -> list[dict]:
    """The items of a street photo, in the order in which their crops are kept."""
    names = json.loads((DATA / "street/labels.json").read_text())
    return items_of_mask(cv2.imread(str(mask_path), cv2.IMREAD_UNCHANGED), names)


def build() -> None:
    """Squares [n, side, side, 3] of every set, written once."""
    sets: dict[str, list] = {name: [] for name in ("clothing", "grocery", "iconic", "crops", "cutouts")}
    facts: dict[str, list] = {
        name: [] for name in ("clothing_label", "clothing_top10", "grocery_fine", "crop_of", "street_label")
    }
    for row in read_csv(DATA / "clothing/labels.csv"):
        if row["split"] == "val" and clothing_label(row["label"]):
            sets["clothing"].append(letterbox(read(DATA / "clothing/images" / row["file"]), SIDE)[0])
            facts["clothing_label"].append(clothing_label(row["label"]))
            facts["clothing_top10"].append(slug(row["top10"]))
    for row in read_csv(DATA / "grocery/labels.csv"):
        if row["split"] == "val":
            sets["grocery"].append(letterbox(read(DATA / "grocery/images" / row["file"]), SIDE)[0])
            facts["grocery_fine"].append(int(row["fine"]))
    sets["iconic"] = [letterbox(read(DATA / f"grocery/iconic/{fine:02d}.jpg"), SIDE)[0] for fine in range(81)]
    for path in sorted((DATA / "street/masks").glob("*.png")):
        photo = read(DATA / f"street/photos/{path.stem}.jpg")
        for item in street_items(path):
            box = crop_box(item["box"], photo.shape[1], photo.shape[0])
            if split_of(f"street/{path.stem}") == "val":
                sets["crops"].append(letterbox(photo, SIDE, box)[0])
                facts["crop_of"].append(len(sets["cutouts"]))
                facts["street_label"].append(item["label"])
            alone = np.where(item["mask"][..., None], photo, np.uint8(WHITE))
            sets["cutouts"].append(letterbox(alone, SIDE, box)[0])
    np.savez(FILE, **{k: np.stack(v) for k, v in sets.items()}, **{k: np.array(v) for k, v in facts.items()})


@cache
def load() -> dict[str, np.ndarray]:
    if not FILE.exists():
        build()
    return dict(np.load(FILE))


def accuracy(probabilities: np.ndarray, right: list[str], labels: list[str], among: list[str] | None = None) -> float:
    """Part whose best label is right; `among` restricts the choice to those labels."""
    columns = [labels.index(label) for label in (among or labels)]
    best = probabilities[:, columns].argmax(1)
    return float(np.mean([labels[columns[b]] == label for b, label in zip(best, right, strict=True)]))


def figures(answer, labels: list[str], quantise=lambda vectors: vectors, drawn: bool = True) -> dict:
    """Every figure of the embedder. answer(squares uint8 [n, side, side, 3]) -> vectors [n, 128], probabilities [n, L].

    `quantise` is applied to the vectors before they are compared (then normalised again). drawn: the drawn ones, too.
    """
    held = load()

    def unit(vectors):
        vectors = np.asarray(quantise(vectors), np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    out = {}
    _, probabilities = answer(held["clothing"])
    top10 = held["clothing_top10"] != ""
    ten = sorted(set(held["clothing_top10"][top10]))
    out["clothing top10, among the ten"] = accuracy(probabilities[top10], held["clothing_top10"][top10], labels, ten)
    out["clothing top10, among all labels"] = accuracy(probabilities[top10], held["clothing_top10"][top10], labels)
    out["clothing 17, among all labels"] = accuracy(probabilities, held["clothing_label"], labels)
    grocery, probabilities = answer(held["grocery"])
    names = [
        slug(row["name"]) for row in sorted(read_csv(DATA / "grocery/classes.csv"), key=lambda row: int(row["fine"]))
    ]
    fine = [names[index] for index in held["grocery_fine"]]
    out["grocery fine, among the 81"] = accuracy(probabilities, fine, labels, names)
    out["grocery fine, among all labels"] = accuracy(probabilities, fine, labels)
    iconic, _ = answer(held["iconic"])
    for k, value in recall_at(unit(grocery), unit(iconic), held["grocery_fine"]).items():
        out[f"grocery photo to iconic R@{k}"] = value
    crops, probabilities = answer(held["crops"])
    out["street label, among all labels"] = accuracy(probabilities, held["street_label"], labels)
    cutouts, _ = answer(held["cutouts"])
    for k, value in recall_at(unit(crops), unit(cutouts), held["crop_of"]).items():
        out[f"street crop to cut-out R@{k}"] = value
    out["counts"] = {name: len(held[name]) for name in ("clothing", "grocery", "iconic", "crops", "cutouts")}
    if drawn and (CACHE / "drawn.json").exists():
        out.update(drawn_figures(answer, unit, held))
    return out


def drawn_figures(answer, unit, held) -> dict:
    """Held-out drawn products: a rendering finds another rendering of its product among all drawn pictures."""
    pack = Pack("drawn")
    vectors = unit(answer(np.stack([letterbox(np.ascontiguousarray(pack[i]), SIDE)[0] for i in range(len(pack))]))[0])
    products = np.array([entry["product"] for entry in pack.facts])
    queries = [i for i in pack.where(split="val") if (products == products[i]).sum() > 1]
    if not queries:
        return {}
    right = products[queries][:, None] == products[None]
    similarity = vectors[queries] @ vectors.T
    similarity[np.arange(len(queries)), queries] = -2
    best = similarity.argmax(1)
    hit = right[np.arange(len(queries)), best].mean()
    return {
        "drawn product to another rendering R@1": float(hit),
        "drawn queries": len(queries),
        "drawn gallery": len(pack),
    }
