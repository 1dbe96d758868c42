"""Boxes for the street photos that only have tags, drawn for this project: tagged_boxes.json -> pack `tagged`.

    python tagged_boxes.py

tagged_boxes.json: photo -> [[tag, x0, y0, x1, y1]...] in pixels of the photo, drawn by eye, each tag's thing at most once, jewelry piece by
piece. What could not be seen or told has no box; a tagged kind without one is marked as unsure, so that training neither asks
for it nor punishes it.
"""

import json
from collections.abc import Iterator

import numpy as np

from common import DATA, TAGGED_BOXES, Pack, PackWriter, drawn_items
from data_prepare import PHOTO_SIDE, read, shrink
from labels import KIND_OF_STREET_LABEL
from near_duplicates import SAME, likeness, thumbnail


def tagged_photos() -> Iterator[tuple[str, set[str], np.ndarray]]:
    """Name, tagged kinds and picture of each photo that only has tags and does not show what a validation photo shows."""
    photos = Pack("photos")
    held = np.stack([thumbnail(photos[i]) for i in photos.where(split="val")])
    for name, tags in sorted(json.loads((DATA / "street/tags.json").read_text()).items()):
        path = DATA / f"street/photos/{name}.jpg"
        kinds = {KIND_OF_STREET_LABEL[tag] for tag in tags if tag in KIND_OF_STREET_LABEL}
        if not kinds or not path.exists() or (DATA / f"street/masks/{name}.png").exists():
            continue
        photo = shrink(read(path), PHOTO_SIDE)
        if likeness(thumbnail(photo)[None], held, False)[0] <= SAME:
            yield name, kinds, photo


def main() -> None:
    boxes_of, pack = json.loads(TAGGED_BOXES.read_text()), PackWriter("tagged")
    for name, kinds, photo in tagged_photos():
        items = drawn_items(boxes_of.get(name, []), max(photo.shape[:2]))
        unsure = sorted(kinds - {item["kind"] for item in items})
        pack.add(photo, photo=name, split="train", items=items, unsure=unsure)
    pack.close()
    print(f"{len(pack.entries)} photos, {sum(len(entry['items']) for entry in pack.entries)} boxes")


if __name__ == "__main__":
    main()
