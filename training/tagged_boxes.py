"""Boxes for the street photos that only have tags, drawn for this project: tagged_boxes.json -> pack `tagged`.

    python tagged_boxes.py               # in place of the boxes of self_label.py

tagged_boxes.json: photo -> [[tag, x0, y0, x1, y1]...] in pixels of the photo, drawn by eye, each tag's thing at most once, jewelry piece by
piece. What could not be seen or told has no box; a tagged kind without one is marked as unsure, so that training neither asks
for it nor punishes it.
"""

import json

from common import TAGGED_BOXES, PackWriter, drawn_items
from self_label import tagged_photos


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
