"""The model card, from the manifest alone.

python card.py          # write models/MODEL_CARD.md anew
"""

import json
from pathlib import Path

from common import MODELS

HEAD = """# Model card

Written by `training/evaluate.py`; every figure was measured on validation pictures with the shipped files, through
onnxruntime and the shipped pre- and post-processing. Nobody trained on a validation picture; score thresholds, the vector
scale and the choice of checkpoint were made on them, so expect a little less on new pictures.

## What they are for
Finding clothes and packaged or lying products in a photo, on the device, naming them, and giving a 128-d vector whose
neighbours look the same. Not for recognising people: no face or person is detected, named or stored, and the vector
describes a garment's crop. Not for safety, authentication of goods, or deciding anything about a person.
"""

WEAK = """## Known failures
- The street photos are one source: mostly young women in western cities, full figure, daylight. Close-ups, crowds,
  menswear, night and indoor light are rare in training, and nothing was measured on them.
- Small things (jewelry, belts, eyewear, hats) are a handful of pixels at 384 px; see the table. A class with fewer than 20
  validation boxes has no reliable figure at all and uses the default threshold.
- One box per kind of label and person: a pair of shoes is one box, and so are earrings or bracelets on both sides.
- Outerwear over a top, a vest, a long shirt or a romper change class with the annotator, and so they do with the model.
- `product` was learnt from groceries and, if listed above, drawn things only: one picture, one product, close up. Shelves,
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


def percent(value) -> str:
    return f"{100 * value:.1f}"


def rows(header: list[str], lines: list[list]) -> str:
    text = [f"| {' | '.join(header)} |", f"|{' --- |' * len(header)}"]
    return "\n".join(text + [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]) + "\n"


def detector_part(entry: dict) -> str:
    quality = entry["quality"]
    photos, single, drawn = quality["photos"], quality["singlePictures"], quality["drawnScenes"]
    by_class = [
        [
            kind,
            f["boxes"],
            percent(f["ap50"]),
            percent(f["ap75"]),
            f["threshold"],
            percent(f["precision"]),
            percent(f["recall"]),
        ]
        for kind, f in photos["byClass"].items()
    ]
    singles = [[name, f["pictures"], percent(f["answered"]), percent(f["bestIsRight"])] for name, f in single.items()]
    text = f"""## Detector `{entry["id"]}`
MobileNetV2 0.5 trunk, PAN neck, anchor-free heads; {entry["parameters"]:,} parameters, {entry["bytes"]:,} bytes
({entry["precision"]}), input {entry["input"]["width"]} px. {len(entry["classes"])} classes.

On {photos["photos"]} held-out street photos: **mean AP50 {percent(photos["meanAp50"])} %** over classes with at least 20
boxes (float32 network: {percent(quality["float32"]["meanAp50"])} %), mean AP75 {percent(photos["meanAp75"])} %, mean AP50
over every class that occurs {percent(photos["meanAp50AllClasses"])} %. At the shipped thresholds, over all boxes:
precision {percent(photos["precision"])} %, recall {percent(photos["recall"])} %.

{rows(["class", "boxes", "AP50 %", "AP75 %", "threshold", "precision %", "recall %"], by_class)}
Single-item pictures (validation splits): is there any item, and is the best one of the right class.

{rows(["set", "pictures", "answered %", "right %"], singles)}"""
    if drawn:
        text += f"\nOn {drawn['scenes']} held-out drawn scenes: mean AP50 {percent(drawn['meanAp50'])} %.\n"
    return text


def embedder_part(entry: dict) -> str:
    quality = entry["quality"]
    shipped, wire, full, chain = (quality[k] for k in ("shipped", "int8Vector", "float32", "chain"))
    counts = ", ".join(f"{number} {name}" for name, number in shipped["counts"].items())
    lines = []
    for name, value in shipped.items():
        if isinstance(value, float):
            on_wire = percent(wire[name]) if name in wire else "–"
            lines.append([name, percent(value), on_wire, percent(full[name]) if name in full else "–"])
    drawn = ""
    if "drawn queries" in shipped:
        drawn = f" Drawn: {shipped['drawn queries']} queries, {shipped['drawn gallery']} pictures in the gallery."
    return f"""## Embedder `{entry["id"]}`
MobileNetV2 1.0 trunk, mean pooling, a 128-d unit vector and {len(entry["labels"])} labels; {entry["parameters"]:,}
parameters, {entry["bytes"]:,} bytes ({entry["precision"]}), input {entry["input"]["width"]} px. On the wire a component
is int8: times {entry["vector"]["scale"]:g}, rounded.

{rows(["figure", "shipped %", "int8 vector %", "float32 network %"], lines)}
Pictures: {counts}.{drawn} R@k: the right one is among the k nearest. The gallery of cut-outs holds every item of
every street photo, training photos included, each on white.

The whole way, held-out street photos: of {chain["boxesFound"]} items whose box the detector found, {percent(chain["cutoutIsFirst"])} %
had their own cut-out first among {chain["gallery"]:,} (int8 vectors).
"""


def write_card(models: Path, manifest: dict) -> None:
    data = [[d["name"], d["source"], d["licence"]] for d in manifest["detector"]["trainedOn"]]
    versions = ", ".join(f"{name} {version}" for name, version in manifest["provenance"]["versions"].items())
    text = "\n".join([
        HEAD, "## Learnt from", rows(["data", "source", "licence"], data),
        "The models themselves: Apache-2.0. No picture of these sets is in the repository.\n",
        "Splits: street photos by the hash of the photo's name (12 % validation; all crops and cut-outs of a photo stay on one",
        "side, for both models), clothing and groceries by the sets' own `split` (by picture: other garments of the same sender",
        "are in training), drawn pictures by the hash of the product or scene.\n",
        detector_part(manifest["detector"]), embedder_part(manifest["embedder"]), WEAK, REPRODUCE,
        f"Versions: {versions}.",
    ])  # fmt: skip
    (models / "MODEL_CARD.md").write_text(text + "\n")


if __name__ == "__main__":
    write_card(MODELS, json.loads((MODELS / "manifest.json").read_text()))
