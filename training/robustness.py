"""What happens when a picture is turned, dark, blurred, squeezed, hidden or elsewhere: R@1 and label accuracy.

Every change is made to the model's input; the gallery stays as it is. Compared with the untrained trunk, whose label is
that of the nearest training picture in the gallery.
"""

import cv2
import numpy as np

import embedder_validation
from augment import plain_background
from common import Pack
from embedder_validation import SMALL_GALLERY, clothing_sample_indices, sample_with
from labels import slug
from reference import PAD
from untrained import untrained_vectors

QUERIES = 120  # pictures of each set
SEED = 5


def rotated(degrees: float):
    def change(square, _rng):
        side = len(square)
        matrix = cv2.getRotationMatrix2D((side / 2 - 0.5, side / 2 - 0.5), degrees, 1.0)
        return cv2.warpAffine(square, matrix, (side, side), flags=cv2.INTER_LINEAR, borderValue=(PAD,) * 3)

    return change


def brighter(factor: float):
    return lambda square, _rng: np.clip(square * factor, 0, 255).astype(np.uint8)


def uneven(square, _rng):
    """Light falls from four times as bright on one side to what it was on the other, halved."""
    ramp = np.linspace(0.35, 1.4, square.shape[1])[None, :, None]
    return np.clip(square * ramp, 0, 255).astype(np.uint8)


def cast(*gains: float):
    return lambda square, _rng: np.clip(square * np.array(gains), 0, 255).astype(np.uint8)


def blurred(sigma: float):
    return lambda square, _rng: cv2.GaussianBlur(square, (0, 0), sigma)


def jpeg(quality: int):
    def change(square, _rng):
        packed = cv2.imencode(".jpg", square, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return cv2.imdecode(packed, cv2.IMREAD_COLOR)

    return change


def occluded(area: float):
    def change(square, rng):
        side = len(square)
        edge = int(side * np.sqrt(area))
        y, x = rng.integers(0, side - edge + 1, 2)
        out = square.copy()
        out[y : y + edge, x : x + edge] = rng.integers(0, 256, 3)
        return out

    return change


def smaller(factor: float):
    def change(square, _rng):
        side = len(square)
        small = cv2.resize(square, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        return cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)

    return change


def changes() -> dict:
    """Name -> change(square, rng) -> square."""
    return {
        "unchanged": lambda square, _rng: square,
        **{f"turned {angle}°": rotated(angle) for angle in range(15, 360, 15)},
        **{f"brightness × {factor:g}": brighter(factor) for factor in (0.4, 0.6, 1.5, 2.0)},
        "uneven light": uneven,
        "warm cast": cast(1.25, 1.0, 0.75),
        "cold cast": cast(0.75, 1.0, 1.25),
        **{f"blur σ {sigma:g} px": blurred(sigma) for sigma in (1, 2, 3)},
        **{f"JPEG {quality}": jpeg(quality) for quality in (90, 60, 40, 20)},
        **{f"{area:.0%} hidden": occluded(area) for area in (0.1, 0.25, 0.4)},
        **{f"scale {factor:g}": smaller(factor) for factor in (0.5, 0.25)},
    }


def elsewhere(cutouts: np.ndarray, rng) -> np.ndarray:
    """Cut-outs, whose ground is white, on other grounds: half plain, half a piece of a training picture, blurred."""
    pack = Pack("clothing")
    out = []
    for cutout in cutouts:
        side = len(cutout)
        if rng.random() < 0.5:
            ground = plain_background((side, side), rng)
        else:
            picture = np.ascontiguousarray(pack[int(rng.choice(pack.where(split="train")))])
            ground = cv2.GaussianBlur(cv2.resize(picture, (side, side)), (0, 0), 3)
        alone = (cutout < 250).any(2, keepdims=True)
        out.append(np.where(alone, cutout, ground))
    return np.stack(out)


def first_is_right(queries: np.ndarray, gallery: np.ndarray, right: np.ndarray) -> float:
    return float(((queries @ gallery.T).argmax(1) == right).mean())


def robustness_figures(embed_all, labels: list[str]) -> dict:
    """-> change -> {"clothing", "label", "street": shipped; "untrainedClothing", ...}; see the module's first lines.

    embed_all(squares) -> unit vectors, probabilities.
    """
    held, rng = embedder_validation.load(), np.random.default_rng(SEED)
    named = np.flatnonzero(held["clothing_top10"] != "")
    cloth = np.sort(rng.choice(named, QUERIES, replace=False))
    crops = np.sort(rng.choice(len(held["crops"]), QUERIES, replace=False))
    sample = SMALL_GALLERY - len(held["clothing"])
    cloth_gallery = embedder_validation.clothing_gallery()
    near = sample_with(held["crop_of"], len(held["cutouts"]))
    street_right = np.searchsorted(near, held["crop_of"][crops])
    facts = Pack("clothing").facts
    trained_on = np.array([slug(facts[int(i)]["top10"]) for i in clothing_sample_indices(sample)])
    truth = held["clothing_top10"][cloth]
    ten = [labels.index(name) for name in sorted(set(held["clothing_top10"][named]))]
    galleries = {
        "shipped": (embed_all(cloth_gallery)[0], embed_all(held["cutouts"][near])[0]),
        "untrained": (untrained_vectors(cloth_gallery), untrained_vectors(held["cutouts"][near])),
    }

    def figures(cloth_squares, street_squares) -> dict:
        out = {}
        if cloth_squares is not None:
            vectors, probabilities = embed_all(cloth_squares)
            out["clothing"] = first_is_right(vectors, galleries["shipped"][0], cloth)
            best = [labels[ten[i]] for i in probabilities[:, ten].argmax(1)]
            out["label"] = float(np.mean(np.array(best) == truth))
            vectors = untrained_vectors(cloth_squares)
            out["untrainedClothing"] = first_is_right(vectors, galleries["untrained"][0], cloth)
            known = galleries["untrained"][0][len(held["clothing"]) :][trained_on != ""]
            nearest = trained_on[trained_on != ""][(vectors @ known.T).argmax(1)]
            out["untrainedLabel"] = float(np.mean(nearest == truth))
        out["street"] = first_is_right(embed_all(street_squares)[0], galleries["shipped"][1], street_right)
        out["untrainedStreet"] = first_is_right(
            untrained_vectors(street_squares), galleries["untrained"][1], street_right
        )
        return out

    table = {}
    for name, change in changes().items():
        cloth_squares = np.stack([change(square, rng) for square in held["clothing"][cloth]])
        street_squares = np.stack([change(square, rng) for square in held["crops"][crops]])
        table[name] = figures(cloth_squares, street_squares)
    table["other background"] = figures(None, elsewhere(held["cutouts"][held["crop_of"][crops]], rng))
    return {"queries": QUERIES, "gallery": SMALL_GALLERY, "table": table}
