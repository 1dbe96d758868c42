"""Calibration and its measure on answers that are known. Needs only requirements-test.txt."""

import numpy as np

from calibration import best_temperature, error_by_chance, expected_calibration_error, halves, platt, reliability


def test_scores_that_mean_what_they_say_have_no_error():
    confidence = np.repeat([0.1, 0.5, 0.9], 100)
    right = np.concatenate([np.arange(100) < share for share in (10, 50, 90)])
    assert expected_calibration_error(confidence, right) < 1e-9
    assert abs(expected_calibration_error(confidence, np.ones(300, bool)) - 0.5) < 1e-9


def test_bins_say_how_many_how_sure_and_how_right():
    bins = reliability(np.array([0.05, 0.95, 1.0]), np.array([0.0, 1.0, 0.0]), 10)
    assert bins == [
        {"count": 1, "confidence": 0.05, "accuracy": 0.0},
        {"count": 2, "confidence": 0.975, "accuracy": 0.5},
    ]


def test_temperature_is_found_again():
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (4000, 5))
    chance = np.exp(logits / 2.0) / np.exp(logits / 2.0).sum(1, keepdims=True)
    label = (chance.cumsum(1) > rng.random((4000, 1))).argmax(1)
    assert abs(best_temperature(logits, label) - 2.0) < 0.15


def test_platt_is_found_again_and_never_turns_scores_round():
    rng = np.random.default_rng(1)
    logits = rng.normal(-1, 2, 5000)
    hit = rng.random(5000) < 1 / (1 + np.exp(-(1.5 * logits + 0.7)))
    slope, shift = platt(logits, hit)
    assert abs(slope - 1.5) < 0.15
    assert abs(shift - 0.7) < 0.15
    assert platt(logits, ~hit)[0] > 0


def test_a_ridge_holds_a_kind_near_what_it_was():
    logits, hit = np.linspace(-2, 2, 20), np.arange(20) > 12
    free, held = platt(logits, hit), platt(logits, hit, 1e6)
    assert free[0] > 1.5
    assert np.allclose(held, (1, 0), atol=1e-3)


def test_few_answers_show_an_error_by_chance_alone():
    confidence = np.random.default_rng(0).random(100)
    assert error_by_chance(np.tile(confidence, 100)) < 0.02 < 0.05 < error_by_chance(confidence)


def test_halves_share_nothing_and_are_all():
    first, second = halves(11)
    assert sorted([*first, *second]) == list(range(11))
