"""A second look at boxes against its formula. Needs only requirements-test.txt."""

import numpy as np
import pytest

from labels import KINDS
from second_look import chance_of, fit, look_again, surer, with_second_look

LOOK = {"slope": 0.8, "weight": 0.5, "shift": -0.2}
KINDS_OF_LABELS = ["product", "shoes", "product", None]
SEEN = np.array([0.2, 0.7, 0.05, 0.05])


def test_the_score_is_what_both_say_as_in_typescript():
    chances = [chance_of(kind, SEEN, KINDS_OF_LABELS) for kind in ("shoes", "product", "bag")]
    assert chances == pytest.approx([0.7, 0.25, 0.0])
    assert surer([0.6, 0.6, 0.6], chances, LOOK) == pytest.approx([0.63368, 0.39534, 0.10218], abs=1e-4)


def test_every_answer_is_looked_at_in_its_own_box():
    picture = np.zeros((60, 80, 3), np.uint8)
    picture[:, 40:] = 255

    def embed(square: np.ndarray):
        return None, np.array([0.1, 0.9, 0.0, 0.0] if square.mean() > 127 else [0.9, 0.1, 0.0, 0.0])

    answers = [(KINDS.index("shoes"), 0.6, [50, 10, 70, 30]), (KINDS.index("shoes"), 0.6, [5, 10, 25, 30])]
    chances = look_again([answers], [picture], embed, 32, KINDS_OF_LABELS)
    assert chances == [pytest.approx([0.9, 0.1])]
    ((first, second),) = with_second_look([answers], chances, LOOK)
    assert first[1] > 0.6 > second[1]
    assert (first[0], first[2]) == (answers[0][0], answers[0][2])


def test_what_both_know_is_found_again():
    rng = np.random.default_rng(0)
    scores, chances = rng.random(20_000), rng.random(20_000)
    hits = rng.random(20_000) < surer(scores, chances, LOOK)
    assert list(fit(scores, chances, hits).values()) == pytest.approx(list(LOOK.values()), abs=0.05)
