"""Figures against cases that can be worked out by hand. Needs only requirements-test.txt."""

import numpy as np

from metrics import average_precision, best_threshold, recall_at

BOX, FAR = [0, 0, 10, 10], [50, 50, 60, 60]


def test_a_perfect_detector_has_ap_one():
    assert average_precision([[(0, 0.9, BOX)]], [[(0, BOX)]], 1)[0]["ap"] == 1


def test_a_second_answer_for_the_same_box_is_wrong():
    entry = average_precision([[(0, 0.9, BOX), (0, 0.8, BOX)]], [[(0, BOX), (0, FAR)]], 1)[0]
    assert entry["hits"].tolist() == [True, False]
    assert entry["ap"] == 0.5


def test_a_wrong_answer_before_the_right_one_halves_precision():
    assert average_precision([[(0, 0.9, FAR), (0, 0.8, BOX)]], [[(0, BOX)]], 1)[0]["ap"] == 0.5


def test_threshold_is_where_f1_is_best():
    entry = {"scores": np.array([0.45, 0.3, 0.2]), "hits": np.array([True, True, False]), "boxes": 2}
    threshold, f1 = best_threshold(entry, 0.15, 0.5)
    assert 0.2 < threshold <= 0.3
    assert f1 == 1


def test_recall_counts_ranks():
    gallery = np.eye(3, dtype=np.float32)
    queries = np.array([[0.9, 0.4, 0], [0.6, 0.8, 0]], np.float32)
    assert recall_at(queries, gallery, np.array([0, 0]), (1, 2)) == {1: 0.5, 2: 1.0}
