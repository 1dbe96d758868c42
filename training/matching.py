"""When is it the same style? Similarities of true and of different pairs per category, and thresholds between them.

True pairs: a street item and its own cut-out, a grocery photo and its product's clean picture, a clothing picture and a
view of it as another phone would take it. Different pairs: two items of one category that are not one. All from validation
pictures, on vectors as they go over the wire.
"""

import re
from functools import cache

import cv2
import numpy as np

import embedder_validation
from common import DATA, HERE, read_csv
from embedder_data import random_view, zoomed
from embedder_model import SIDE
from held_out import held_out_names, street_items
from labels import slug
from reference import quantise

FALSE_SAME_STYLE = 0.05  # part of the different pairs that a threshold lets pass
LEAST_PAIRS = 20  # true pairs that a category needs for a threshold of its own
SEED = 11


@cache
def category_of_label() -> dict[str, int]:
    """Fine label -> taxonomy id, read from src/core/taxonomy.ts, the one place that says so."""
    text = (HERE.parent / "src/core/taxonomy.ts").read_text()
    return {name: int(number) for name, number in re.findall(r"slug: '([^']+)',\s*category: (\d+)", text)}


def wire_vectors(embed, squares, scale: float) -> np.ndarray:
    """Unit vectors [N, 128] that come out of the int8 ones."""
    vectors = np.stack([quantise(embed(square)[0], scale) for square in squares]).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def other_views(squares: np.ndarray) -> np.ndarray:
    """Each picture as another phone would take it: turned a little, cropped, in other light."""
    rng = np.random.default_rng(SEED)
    cv2.setRNGSeed(SEED)
    side = squares.shape[1]
    return np.stack([random_view(s, zoomed([0, 0, side, side], rng, least=0.6), rng, SIDE) for s in squares])


def crop_photos() -> list[str]:
    """Photo of every validation crop, in the order of the crops."""
    return [name for name in held_out_names() for _ in street_items(name)]


@cache
def grocery_names() -> list[str]:
    rows = sorted(read_csv(DATA / "grocery/classes.csv"), key=lambda row: int(row["fine"]))
    return [slug(row["name"]) for row in rows]


def pair_sets(embed, scale: float) -> list[dict]:
    """One entry a picture set: queries [Q, D], gallery [G, D], truth [Q, G] bool, valid different pairs [Q, G] bool,
    category [Q] of the queries, which different pairs share."""
    held = embedder_validation.load()
    category = category_of_label()
    sets = []
    photos = np.array(crop_photos())
    labels = np.array([category.get(label, -1) for label in held["street_label"]])
    queries = wire_vectors(embed, held["crops"], scale)
    gallery = wire_vectors(embed, held["cutouts"][held["crop_of"]], scale)
    sets.append(pair_set("street", queries, gallery, np.arange(len(labels)), labels, labels,
                         photos[:, None] != photos[None]))  # fmt: skip
    fine = held["grocery_fine"]
    of_fine = np.array([category.get(name, -1) for name in grocery_names()])
    queries, gallery = wire_vectors(embed, held["grocery"], scale), wire_vectors(embed, held["iconic"], scale)
    sets.append(pair_set("grocery", queries, gallery, fine, of_fine[fine], of_fine))
    labels = np.array([category.get(label, -1) for label in held["clothing_label"]])
    gallery = wire_vectors(embed, held["clothing"], scale)
    queries = wire_vectors(embed, other_views(held["clothing"]), scale)
    sets.append(pair_set("clothing", queries, gallery, np.arange(len(labels)), labels, labels))
    return sets


def pair_set(name, queries, gallery, own, category, gallery_category, allowed=True) -> dict:
    same = np.zeros((len(queries), len(gallery)), bool)
    same[np.arange(len(queries)), own] = True
    different = (category[:, None] == gallery_category[None]) & ~same & allowed
    return {"name": name, "similarity": queries @ gallery.T, "same": same, "different": different, "category": category}


def threshold_of(different: np.ndarray) -> float:
    """Cosine that FALSE_SAME_STYLE of the different pairs reach."""
    return float(np.quantile(different, 1 - FALSE_SAME_STYLE))


def match_figures(embed, scale: float) -> dict:
    """-> {"falseSameStyle", "all": {...}, "byCategory": {id: {"threshold", "kept", "truePairs", "differentPairs"}}}.

    kept: part of the true pairs at or above the threshold.
    """
    sets = pair_sets(embed, scale)
    by_category = {}
    for category in sorted({int(c) for entry in sets for c in entry["category"]} - {-1}):
        rows = [(entry, entry["category"] == category) for entry in sets]
        true = np.concatenate([entry["similarity"][mine][entry["same"][mine]] for entry, mine in rows])
        other = np.concatenate([entry["similarity"][mine][entry["different"][mine]] for entry, mine in rows])
        if len(true) >= LEAST_PAIRS and len(other) >= LEAST_PAIRS:
            by_category[str(category)] = facts(true, other)
    true = np.concatenate([entry["similarity"][entry["same"]] for entry in sets])
    other = np.concatenate([entry["similarity"][entry["different"]] for entry in sets])
    return {"falseSameStyle": FALSE_SAME_STYLE, "all": facts(true, other), "byCategory": by_category}


def facts(true: np.ndarray, other: np.ndarray) -> dict:
    threshold = threshold_of(other)
    return {
        "threshold": round(threshold, 4), "kept": round(float((true >= threshold).mean()), 4),
        "truePairs": len(true), "differentPairs": len(other),
        "medianTrue": round(float(np.median(true)), 4), "medianDifferent": round(float(np.median(other)), 4),
    }  # fmt: skip


def match_thresholds(embed, scale: float) -> dict:
    """What the manifest says: cosine above which two pictures of a category count as the same style."""
    figures = match_figures(embed, scale)
    by_category = {category: entry["threshold"] for category, entry in figures["byCategory"].items()}
    return {
        "falseSameStyle": FALSE_SAME_STYLE,
        "threshold": figures["all"]["threshold"],
        "thresholdByCategory": by_category,
    }
