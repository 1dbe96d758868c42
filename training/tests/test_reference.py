"""Pre- and post-processing rules. Needs only requirements-test.txt."""

import numpy as np

from reference import choose_size, crop_box, fabric_box, items_of, letterbox, nms, quantise, round_half_up


def test_rounds_halves_up():
    assert [round_half_up(v) for v in (0.5, 1.5, 2.4999, 2.5)] == [1, 2, 2, 3]


def test_letterbox_centres_and_pads_with_grey():
    square, place = letterbox(np.full((100, 50, 3), 10, np.uint8), 160)
    assert place == (40, 0, 80, 160)
    assert (square[:, 40:120] == 10).all()
    assert (square[:, :40] == 127).all()
    assert (square[:, 120:] == 127).all()


def test_letterbox_fills_a_rectangle():
    out, place = letterbox(np.full((90, 60, 3), 10, np.uint8), (320, 480))
    assert (out.shape, place) == ((480, 320, 3), (0, 0, 320, 480))
    assert (out == 10).all()


def test_the_size_in_which_a_picture_is_largest_is_chosen_the_first_of_equals():
    sizes = [(320, 480), (384, 384), (480, 320)]
    shapes = [(1000, 1500), (1000, 1000), (1500, 1000), (1000, 1100), (100, 4000)]
    assert [choose_size(*shape, sizes) for shape in shapes] == [sizes[i] for i in (0, 1, 2, 1, 0)]
    assert choose_size(10, 10, [(64, 96), (64, 64)]) == (64, 96)


def test_letterbox_never_loses_a_very_thin_picture():
    assert letterbox(np.zeros((1, 2000, 3), np.uint8), 160)[1] == (0, 79, 160, 1)


def test_letterbox_reduces_with_the_area_not_with_samples():
    stripes = np.zeros((640, 640, 3), np.uint8)
    stripes[:, ::2] = 200  # averaged to 100 everywhere; plain sampling would keep 0 and 200
    assert np.abs(letterbox(stripes, 160)[0][:, 2:-2].astype(int) - 100).max() <= 1


def test_crop_box_grows_clips_and_rounds_outward():
    assert crop_box([10.2, 20.0, 110.2, 70.0], 200, 100) == (4, 17, 117, 73)
    assert crop_box([0, 0, 50, 50], 52, 51) == (0, 0, 52, 51)


def test_fabric_is_the_middle_half_and_never_too_small():  # the same numbers as in src/core/boxes.test.ts
    assert fabric_box([10, 20, 90, 140], 500, 500) == (30, 50, 70, 110)
    assert fabric_box([10.5, 20.5, 91.5, 142.5], 500, 500) == (30, 51, 72, 112)
    assert fabric_box([100, 100, 120, 180], 500, 500) == (102, 120, 118, 160)
    assert fabric_box([100, 100, 117, 180], 500, 500)[::2] == (100, 117)
    assert fabric_box([0, 0, 8, 8], 100, 100) == (0, 0, 12, 12)


def test_nms_keeps_the_best_of_a_heap_and_what_lies_apart():
    boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [20, 0, 30, 10]], float)
    assert nms(boxes, np.array([0.5, 0.9, 0.3]), 0.5) == [1, 2]


def test_items_come_back_in_picture_pixels_best_first():
    boxes = np.array([[42, 0, 82, 80], [0, 0, 200, 200]], float)
    scores = np.array([[0.4, 0.0], [0.0, 0.8]])
    first, second = items_of(boxes, scores, [0.3, 0.3], (40, 0, 80, 160), (50, 100))
    assert (first["kind"], first["box"]) == (1, [0, 0, 50, 100])
    assert (second["kind"], second["box"]) == (0, [1.25, 0, 26.25, 50])


def test_quantise_rounds_halves_away_from_zero_and_clamps():
    assert quantise([0.5, -0.5, 0.25, 9.0, -9.0], 1.0).tolist() == [1, -1, 0, 9, -9]
    assert quantise([1.0, -1.0], 300).tolist() == [127, -127]
