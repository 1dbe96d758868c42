"""The embedder's held-out pictures along the shipped path (Pillow), and the figures made from its answers."""

from functools import cache

import numpy as np

from common import CACHE, DATA, Pack, read_csv, split_of
from data_prepare import read
from embedder_model import SIDE
from held_out import street_items
from labels import clothing_label, slug
from metrics import recall_at
from reference import crop_box, letterbox

WHITE = 255
SMALL_GALLERY, SEED = 1800, 7  # pictures of the smaller galleries, and what chooses them
FILE = CACHE / f"validation_embedder_{SIDE}.npz"


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
        for item in street_items(path.stem):
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


def coarse_accuracy(probabilities, fine: np.ndarray, classes: list[dict], labels: list[str]) -> float:
    """Part of grocery photos whose best of the 42 coarse classes is right; a coarse class sums its fine ones."""
    coarse = np.array([int(row["coarse"]) for row in classes])
    of_fine = probabilities[:, [labels.index(slug(row["name"])) for row in classes]]
    sums = of_fine @ (coarse[:, None] == np.arange(coarse.max() + 1)[None])
    return float((sums.argmax(1) == coarse[fine]).mean())


def sample_with(wanted: np.ndarray, count: int) -> np.ndarray:
    """SMALL_GALLERY sorted indices below `count`, all the wanted ones among them."""
    others = np.setdiff1d(np.arange(count), wanted)
    chosen = np.random.default_rng(SEED).choice(others, SMALL_GALLERY - len(wanted), replace=False)
    return np.sort(np.concatenate([wanted, chosen]))


@cache
def clothing_sample_indices(count: int) -> np.ndarray:
    """Which training pictures of the clothing pack make a gallery larger."""
    return np.random.default_rng(SEED).choice(Pack("clothing").where(split="train"), count, replace=False)


@cache
def clothing_sample(count: int) -> np.ndarray:
    """Those pictures as squares [count, side, side, 3]."""
    pack = Pack("clothing")
    return np.stack([letterbox(np.ascontiguousarray(pack[int(i)]), SIDE)[0] for i in clothing_sample_indices(count)])


@cache
def clothing_gallery() -> np.ndarray:
    """SMALL_GALLERY squares: the validation clothing pictures, then training ones."""
    held = load()["clothing"]
    return np.concatenate([held, clothing_sample(SMALL_GALLERY - len(held))])


@cache
def turned_clothing() -> np.ndarray:
    """The validation clothing pictures upside down."""
    return np.ascontiguousarray(load()["clothing"][:, ::-1, ::-1])


@cache
def drawn_squares() -> np.ndarray:
    pack = Pack("drawn")
    return np.stack([letterbox(np.ascontiguousarray(pack[i]), SIDE)[0] for i in range(len(pack))])


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
    classes = sorted(read_csv(DATA / "grocery/classes.csv"), key=lambda row: int(row["fine"]))
    names = [slug(row["name"]) for row in classes]
    fine = [names[index] for index in held["grocery_fine"]]
    out["grocery coarse, among the 42"] = coarse_accuracy(probabilities, held["grocery_fine"], classes, labels)
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
    near = sample_with(held["crop_of"], len(held["cutouts"]))
    right = np.searchsorted(near, held["crop_of"])
    out["street crop to cut-out among 1,800 R@1"] = recall_at(unit(crops), unit(cutouts)[near], right)[1]
    turned, _ = answer(turned_clothing())
    found = recall_at(unit(turned), unit(answer(clothing_gallery())[0]), np.arange(len(turned)))
    out["clothing turned by 180 to itself R@1"] = found[1]
    out["counts"] = {name: len(held[name]) for name in ("clothing", "grocery", "iconic", "crops", "cutouts")}
    if drawn and (CACHE / "drawn.json").exists():
        out.update(drawn_figures(answer, unit))
    return out


def drawn_figures(answer, unit) -> dict:
    """Held-out drawn products: a rendering finds another rendering of its product among all drawn pictures."""
    pack = Pack("drawn")
    vectors = unit(answer(drawn_squares())[0])
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
