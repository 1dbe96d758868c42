"""Labels and splits. Needs ../shared/data, but no torch."""

import json
import re

import pytest

from common import CACHE, DATA, JEWELRY_BOXES, TAGGED_BOXES, read_csv, split_of
from labels import KIND_OF_CLOTHING_LABEL, KIND_OF_STREET_LABEL, KINDS, NOT_A_STREET_LABEL, slug, union_labels

needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"NO DATA SETS at {DATA}: labels and splits are NOT checked")
needs_packs = pytest.mark.skipif(not (CACHE / "street.json").exists(), reason="data_prepare.py has not been run")


def test_slugs_are_kebab_case():
    assert [slug(n) for n in ("T-Shirt", "Golden-Delicious", "Not sure")] == ["t-shirt", "golden-delicious", "not-sure"]


def test_every_class_is_reached_by_some_label():
    reached = set(KIND_OF_STREET_LABEL.values()) | set(KIND_OF_CLOTHING_LABEL.values()) | {"product"}
    assert reached == set(KINDS)


@needs_data
def test_tables_name_only_labels_that_exist():
    street = set(json.loads((DATA / "street/labels.json").read_text()))
    clothing = {slug(row["label"]) for row in read_csv(DATA / "clothing/labels.csv")}
    assert set(KIND_OF_STREET_LABEL) | NOT_A_STREET_LABEL <= street
    assert set(KIND_OF_CLOTHING_LABEL) <= clothing


@needs_data
def test_union_holds_every_label_once():
    labels = union_labels(DATA)
    assert len(labels) == len(set(labels)) == 142
    assert {"t-shirt", "longsleeve", "sneakers", "golden-delicious"} <= set(labels)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", label) for label in labels)


@needs_data
def test_shipped_labels_are_the_union():
    from common import MODELS

    assert json.loads((MODELS / "manifest.json").read_text())["embedder"]["labels"] == union_labels(DATA)


def test_split_depends_on_the_key_alone_and_keeps_its_share():
    keys = [f"street/{number:04d}" for number in range(1, 1005)]
    sides = [split_of(key) for key in keys]
    assert sides == [split_of(key) for key in keys]
    assert 0.09 < sides.count("val") / len(sides) < 0.15


@needs_data
def test_the_sets_own_splits_name_no_picture_twice():
    for name in ("clothing", "grocery"):
        rows = read_csv(DATA / name / "labels.csv")
        assert len({row["file"] for row in rows}) == len(rows)
        assert {row["split"] for row in rows} == {"train", "val"}


def drawn_boxes(path) -> dict:
    """Boxes [label, x0, y0, x1, y1] by photo, each of which lies in its photo."""
    cv2 = pytest.importorskip("cv2", reason="NO OPENCV: drawn boxes are NOT checked")
    boxes_of = json.loads(path.read_text())
    for photo, boxes in boxes_of.items():
        height, width = cv2.imread(str(DATA / f"street/photos/{photo}.jpg")).shape[:2]
        assert all(0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height for _, x0, y0, x1, y1 in boxes), photo
    return boxes_of


@needs_data
def test_boxes_of_tagged_photos_name_a_tag_and_are_none_of_a_photo_with_a_mask():
    tags = json.loads((DATA / "street/tags.json").read_text())
    for photo, boxes in drawn_boxes(TAGGED_BOXES).items():
        assert not (DATA / f"street/masks/{photo}.png").exists()
        assert {box[0] for box in boxes} <= set(tags[photo]) & set(KIND_OF_STREET_LABEL)


@needs_data
def test_jewelry_was_looked_for_in_every_photo_with_a_mask():
    boxes_of = drawn_boxes(JEWELRY_BOXES)
    assert {KIND_OF_STREET_LABEL[box[0]] for boxes in boxes_of.values() for box in boxes} == {"jewelry"}
    missing = {path.stem for path in (DATA / "street/masks").glob("*.png")} - set(boxes_of)
    assert all(split_of(f"street/{photo}") == "train" for photo in missing)
    assert len(missing) == 2  # near-duplicates, which are in no split


@needs_packs
def test_all_crops_of_a_street_photo_are_on_its_side():
    side_of = {entry["photo"]: entry["split"] for entry in json.loads((CACHE / "photos.json").read_text())}
    crops = json.loads((CACHE / "street.json").read_text())
    assert all(side_of[crop["photo"]] == crop["split"] for crop in crops)
    assert all(side in (split_of(f"street/{photo}"), "duplicate") for photo, side in side_of.items())


@needs_packs
def test_no_training_picture_shows_what_a_validation_picture_shows():
    pytest.importorskip("cv2", reason="NO OPENCV: near-duplicates are NOT checked")
    import numpy as np

    from common import Pack
    from near_duplicates import SAME, likeness, thumbnail

    for name in ("photos", "clothing", "grocery"):
        pack = Pack(name)
        train, held = (np.stack([thumbnail(pack[i]) for i in pack.where(split=side)]) for side in ("train", "val"))
        assert likeness(train, held, name != "photos").max() <= SAME


def test_near_duplicates_are_found_mirrored_and_turned():
    pytest.importorskip("cv2", reason="NO OPENCV: near-duplicates are NOT checked")
    import numpy as np

    from near_duplicates import SAME, likeness, thumbnail

    one, other = np.random.default_rng(0).integers(0, 256, (2, 60, 60, 3)).astype(np.uint8)
    known = np.stack([thumbnail(one)])
    ways = [one, one[:, ::-1], np.rot90(one), np.clip(one * 0.8 + 20, 0, 255).astype(np.uint8)]
    assert all(likeness(np.stack([thumbnail(way)]), known, True)[0] > SAME for way in ways)
    assert likeness(np.stack([thumbnail(other)]), known, True)[0] < SAME


def test_categories_of_labels_come_from_the_taxonomy():
    pytest.importorskip("cv2", reason="NO OPENCV: the table of categories is NOT checked")
    pytest.importorskip("torch", reason="NO TORCH: the table of categories is NOT checked")
    from matching import category_of_label

    categories = category_of_label()
    assert (categories["t-shirt"], categories["sneakers"], categories["bag"]) == (0, 4, 3)
    if DATA.exists():
        assert set(union_labels(DATA)) <= set(categories)
