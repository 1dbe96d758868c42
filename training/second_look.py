"""A second look at what the detector found: the embedder sees each box large and knows how likely its labels make the kind.

`tongkuan describe` embeds every box anyway; its scores are what both know. A phone embeds one box only and goes by the
detector. No torch here.
"""

import numpy as np

from calibration import logistic, logit
from common import DATA, read_csv
from labels import KIND_OF_CLOTHING_LABEL, KIND_OF_STREET_LABEL, KINDS, slug
from reference import crop_box, letterbox

MOST_CERTAIN = 0.01  # chances of a kind are told apart from here to 1 - here
KNOWN_FROM = 1e-6  # and scores


def kinds_of(labels: list[str]) -> list[str | None]:
    """The kind that each label belongs to; None of what the detector does not know (underwear, gloves…)."""
    groceries = {slug(row["name"]) for row in read_csv(DATA / "grocery/classes.csv")}
    kinds = {**dict.fromkeys(groceries, "product"), **KIND_OF_CLOTHING_LABEL, **KIND_OF_STREET_LABEL}
    return [kinds.get(label) for label in labels]


def chance_of(kind: str, probabilities: np.ndarray, kinds: list[str | None]) -> float:
    """Probability [L] of all labels of the kind together."""
    return float(sum(p for p, its_kind in zip(probabilities, kinds, strict=True) if its_kind == kind))


def features(scores, chances) -> np.ndarray:
    """Scores and chances [N] -> [N, 3]."""
    known, seen = logit(scores, KNOWN_FROM), logit(chances, MOST_CERTAIN)
    return np.stack([known, seen, np.ones_like(known)], -1)


def surer(scores, chances, look: dict) -> np.ndarray:
    """The chance that a box of some score is right when the embedder gives its kind that chance. look: `secondLook` of the
    manifest."""
    return 1 / (1 + np.exp(-features(scores, chances) @ [look["slope"], look["weight"], look["shift"]]))


def look_again(found: list, pictures, embed, side: int, kinds: list[str | None]) -> list[list[float]]:
    """What the embedder says of answers [(kind, score, box)...] of each picture [H, W, 3]: the chance of each one's kind.
    side: of the embedder's input; kinds: of its labels."""
    chances = []
    for picture, answers in zip(pictures, found, strict=True):
        height, width = picture.shape[:2]
        crops = (letterbox(picture, side, crop_box(box, width, height))[0] for _, _, box in answers)
        seen = [embed(crop)[1] for crop in crops]
        chances.append([chance_of(KINDS[answer[0]], p, kinds) for answer, p in zip(answers, seen, strict=True)])
    return chances


def with_second_look(found: list, chances: list[list[float]], look: dict) -> list:
    """The same answers with the scores of both."""
    return [
        [
            (kind, float(surer(score, chance, look)), box)
            for (kind, score, box), chance in zip(answers, its, strict=True)
        ]
        for answers, its in zip(found, chances, strict=True)
    ]


def fit(scores, chances, hits) -> dict:
    """slope, weight and shift of `surer`, from answers [N] and whether they hit."""
    names = ("slope", "weight", "shift")
    weights = logistic(features(scores, chances), hits, [1.0, 0.0, 0.0])
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
