"""What things are called: the one label list of the embedder and the one class table of the detector.

Slugs are the kebab-case of the data sets' own names; equal slugs of two data sets are one label.
Needs nothing but the standard library.
"""

import csv
import json
import re
from pathlib import Path

KINDS = [
    "top", "outerwear", "dress", "pants", "shorts", "skirt", "shoes", "bag",
    "hat", "eyewear", "belt", "scarf", "jewelry", "product",
]  # fmt: skip

# Street mask label -> detector class. A label that is missing here is background for the detector.
KIND_OF_STREET_LABEL = {
    **dict.fromkeys(["blouse", "bodysuit", "hoodie", "jumper", "shirt", "sweater", "sweatshirt", "t-shirt", "top"], "top"),
    **dict.fromkeys(["blazer", "cape", "cardigan", "coat", "jacket", "suit", "vest"], "outerwear"),
    **dict.fromkeys(["dress", "romper"], "dress"),
    **dict.fromkeys(["jeans", "leggings", "pants"], "pants"),
    **dict.fromkeys(["boots", "clogs", "flats", "heels", "loafers", "pumps", "sandals", "shoes", "sneakers", "wedges"], "shoes"),
    **dict.fromkeys(["bag", "purse", "wallet"], "bag"),
    **dict.fromkeys(["glasses", "sunglasses"], "eyewear"),
    **dict.fromkeys(["bracelet", "earrings", "necklace", "ring", "watch"], "jewelry"),
    **{label: label for label in ["shorts", "skirt", "hat", "belt", "scarf"]},
}  # fmt: skip

KIND_OF_CLOTHING_LABEL = {
    **dict.fromkeys(["blouse", "body", "hoodie", "longsleeve", "polo", "shirt", "t-shirt", "top", "undershirt"], "top"),
    **dict.fromkeys(["blazer", "outwear"], "outerwear"),
    **{label: label for label in ["dress", "pants", "shorts", "skirt", "shoes", "hat"]},
}  # fmt: skip

NOT_A_CLOTHING_LABEL = {"not-sure", "other", "skip"}
NOT_A_STREET_LABEL = {"null", "hair", "skin"}


def slug(name: str) -> str:
    """'T-Shirt' -> 't-shirt', 'Golden-Delicious' -> 'golden-delicious', "Not sure" -> 'not-sure'."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def clothing_label(name: str) -> str:
    """Slug of a clothing label, '' for the data set's ways of saying that it has none."""
    found = slug(name)
    return "" if found in NOT_A_CLOTHING_LABEL else found


def union_labels(data: Path) -> list[str]:
    """The embedder's label list: clothing, street and grocery slugs, each part sorted, equal slugs once."""
    with open(data / "clothing/labels.csv", newline="") as file:
        clothing = {clothing_label(row["label"]) for row in csv.DictReader(file)} - {""}
    street = set(json.loads((data / "street/labels.json").read_text())) - NOT_A_STREET_LABEL
    with open(data / "grocery/classes.csv", newline="") as file:
        grocery = [slug(row["name"]) for row in sorted(csv.DictReader(file), key=lambda row: int(row["fine"]))]
    wearable = sorted(clothing | street)
    return wearable + [label for label in grocery if label not in wearable]
