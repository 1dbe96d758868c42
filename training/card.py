"""The model card, from the manifest and quality.json alone.

python card.py          # write models/MODEL_CARD.md anew
"""

import json
from pathlib import Path

from card_tables import (
    calibration_part,
    detector_part,
    embedder_part,
    fabric_part,
    match_part,
    reliability_svg,
    robustness_part,
    rows,
    vectors_part,
)
from common import MODELS

HEAD = """# Model card

Written by `training/evaluate.py`; every figure was measured on validation pictures with the shipped files, through
onnxruntime and the shipped pre- and post-processing (browsers run the same networks as LiteRT files, which answer alike
to 1e-5: `parity.py`). Nobody trained on a validation picture; score thresholds, the vector
scale and the choice of checkpoint were made on them, so expect a little less on new pictures.

## What they are for
Finding clothes and packaged or lying products in a photo, on the device, naming them, and giving a 128-d vector whose
neighbours look the same. Not for recognising people: no face or person is detected, named or stored, and the vector
describes a garment's crop. Not for safety, authentication of goods, or deciding anything about a person.
"""

WEAK = """## Known failures
- The street photos are one source: mostly young women in western cities, full figure, daylight. Close-ups, crowds,
  menswear, night and indoor light are rare in training, and nothing was measured on them but photos put side by side.
- Small things (jewelry, belts, scarves) are a handful of pixels; see the table. A class with fewer than 20 validation boxes
  has no reliable figure at all and uses the default threshold. Of jewelry most is still missed: rings and earrings are 5 to
  10 px of the input.
- One box per kind of label and person: a pair of shoes is one box, and so are earrings or bracelets on both sides.
- Outerwear over a top, a vest, a long shirt or a romper change class with the annotator, and so they do with the model.
- `product` was learnt from groceries and, if listed above, drawn things only, single or in rows pasted by code. Real shelves,
  furniture, toys, cosmetics and electronics were never seen as such.
- Labels come from three vocabularies in one softmax: `shoes` and `sneakers`, `outwear` and `jacket`, `longsleeve` and
  `sweater` compete. Ask for the best few, not the first.
- Groceries are those of Swedish shops in one winter; packaging changes.
- Same-style truth here is a street item and its own cut-out, under augmented light: the same garment photographed on
  another day by a shop is harder than these figures say.
"""

REPRODUCE = """## How to reproduce
`training/README.md`: one command, `training/train_all.sh`. Seeds, settings, package versions and checksums of the data are
in `manifest.json` under `provenance`. On other hardware, or with other thread counts, expect figures within a point.
"""


def write_card(models: Path, manifest: dict, quality: dict) -> None:
    """Write MODEL_CARD.md and the plot it shows."""
    detector, embedder = quality["detector"], quality["embedder"]
    trained_on = {d["name"]: d for name in ("embedder", "detector") for d in manifest[name]["trainedOn"]}
    data = [[d["name"], d["source"], d["licence"]] for d in trained_on.values()]
    versions = ", ".join(f"{name} {version}" for name, version in manifest["provenance"]["versions"].items())
    bins = {"labels": embedder["calibration"]["bins"], "boxes": detector["calibration"]["bins"]}
    (models / "reliability.svg").write_text(reliability_svg(bins))
    text = "\n".join([
        HEAD, "## Learnt from", rows(["data", "source", "licence"], data),
        "The models themselves: Apache-2.0. No picture of these sets is in the repository.\n",
        "Splits: street photos by the hash of the photo's name (12 % validation; all crops and cut-outs of a photo stay on one",
        "side, for both models), clothing and groceries by the sets' own `split` (by picture: other garments of the same sender",
        "are in training), drawn pictures by the hash of the product or scene. Training pictures that show what a validation",
        "picture shows were taken out (`near_duplicates.py`: 2 street photos; none among clothing and groceries).\n",
        detector_part(manifest["detector"], detector), embedder_part(manifest["embedder"], embedder),
        calibration_part(detector["calibration"], embedder["calibration"]),
        match_part(embedder["match"]), robustness_part(embedder["robustness"]), fabric_part(embedder["fabric"]),
        vectors_part(embedder["vectors"]), WEAK, REPRODUCE, f"Versions: {versions}.",
    ])  # fmt: skip
    (models / "MODEL_CARD.md").write_text(text + "\n")


if __name__ == "__main__":
    read = [json.loads((MODELS / name).read_text()) for name in ("manifest.json", "quality.json")]
    write_card(MODELS, *read)
