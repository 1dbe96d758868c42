"""The tables and the plot of the model card: quality.json in, Markdown or SVG out."""

from matching import FALSE_SAME_STYLE

CATEGORY = {"0": "tops", "1": "dresses", "2": "bottoms", "3": "bags", "4": "shoes", "5": "accessories", "6": "food",
            "8": "drinks", "21": "underwear"}  # fmt: skip


def percent(value) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def rows(header: list[str], lines: list[list]) -> str:
    text = [f"| {' | '.join(header)} |", f"|{' --- |' * len(header)}"]
    return "\n".join(text + [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]) + "\n"


def detector_part(entry: dict, quality: dict) -> str:
    photos, single, drawn = quality["photos"], quality["singlePictures"], quality["drawnScenes"]
    again = quality["secondLook"]
    by_class = [
        [
            kind,
            f["boxes"],
            percent(f["ap50"]),
            percent(f["ap75"]),
            percent(again["ap50ByClass"][kind]),
            f["threshold"],
            percent(f["precision"]),
            percent(f["recall"]),
        ]
        for kind, f in photos["byClass"].items()
    ]
    singles = [[name, f["pictures"], percent(f["answered"]), percent(f["bestIsRight"])] for name, f in single.items()]
    sizes = ", ".join(f"{size['width']} × {size['height']}" for size in entry["input"]["sizes"])
    full, jewelry = quality["float32"], quality["allJewelry"]
    float32 = f" (float32 network: {percent(full['meanAp50'])} %)" if full else ""
    text = f"""## Detector `{entry["id"]}`
MobileNetV2 0.5 trunk, PAN neck, anchor-free heads; {entry["parameters"]:,} parameters, {entry["bytes"]:,} bytes
({entry["precision"]}), {len(entry["classes"])} classes. Input {sizes} px, whichever the picture fills most.

On {photos["photos"]} held-out street photos: **mean AP50 {percent(photos["meanAp50"])} %** over classes with at least 20
boxes{float32}, mean AP75 {percent(photos["meanAp75"])} %, mean AP50
over every class that occurs {percent(photos["meanAp50AllClasses"])} %. At the shipped thresholds, over all boxes:
precision {percent(photos["precision"])} %, recall {percent(photos["recall"])} %.

{rows(["class", "boxes", "AP50 %", "AP75 %", "AP50 % looked at again", "threshold", "precision %", "recall %"], by_class)}
`tongkuan describe` lets the embedder, which looks at every box anyway, say how sure they are together (`second_look.py`):
**mean AP50 {percent(again["meanAp50"])} %**, over every class {percent(again["meanAp50AllClasses"])} %, mean AP75
{percent(again["meanAp75"])} %. A phone looks at one box more closely and shows what the detector says alone.

The set's people drew jewelry in one photo of seven. Against every piece that can be seen in these photos ({jewelry["boxes"]}, drawn by eye:
`training/jewelry_boxes.json`) the same answers have AP50 {percent(jewelry["ap50"])} %; of {jewelry["shown"]} that are shown
{percent(jewelry["precision"])} % are right, {percent(jewelry["recall"])} % of the pieces are found. Calibration and
threshold of jewelry are chosen on these, and the ECE below counts them.

Single-item pictures (validation splits): is there any item, and is the best one of the right class.

{rows(["set", "pictures", "answered %", "right %"], singles)}"""
    arranged = [
        [name, f["pictures"], f["boxes"], percent(f["meanAp50"]), percent(f["precision"]), percent(f["recall"])]
        for name, f in quality["arranged"].items()
    ]
    text += f"""
Held-out pictures put side by side by code (`arranged.py`): what the sets do not hold. Nothing in them overlaps, so real crowds
and shelves are harder.

{rows(["picture", "pictures", "boxes", "mean AP50 %", "precision %", "recall %"], arranged)}"""
    if drawn:
        text += f"\nOn {drawn['scenes']} held-out drawn scenes: mean AP50 {percent(drawn['meanAp50'])} %.\n"
    return text


def embedder_part(entry: dict, quality: dict) -> str:
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
{entry["trunk"]} trunk, mean pooling, a 128-d unit vector and {len(entry["labels"])} labels; {entry["parameters"]:,}
parameters, {entry["bytes"]:,} bytes ({entry["precision"]}), input {entry["input"]["width"]} px. On the wire a component
is int8: times {entry["vector"]["scale"]:g}, rounded.

{rows(["figure", "shipped %", "int8 vector %", "float32 network %"], lines)}
Pictures: {counts}.{drawn} R@k: the right one is among the k nearest. The gallery of cut-outs holds every item of
every street photo, training photos included, each on white.

The whole way, held-out street photos: of {chain["boxesFound"]} items whose box the detector found, {percent(chain["cutoutIsFirst"])} %
had their own cut-out first among {chain["gallery"]:,} (int8 vectors); with their true boxes {percent(chain["cutoutIsFirstWithTrueBox"])} %.
"""


def calibration_part(boxes: dict, labels: dict) -> str:
    lines = [
        ["best label", labels["answers"], f"{labels['ece']:.3f}", f"{labels['eceCrossFitted']:.3f}"],
        [
            "boxes with a score of 0.15 or more",
            boxes["answers"],
            f"{boxes['ece']:.3f}",
            f"{boxes['eceCrossFitted']:.3f}",
        ],
    ]
    return f"""## Calibration
A score is meant to be the chance of being right: of the best label, or of a box of that kind at IoU 0.5. Labels have one
temperature, kinds a slope and a shift each, held near one pair for all; all inside the graphs and fitted on these same
validation pictures. Expected calibration error (15 bins; 0.05 was wanted); `held-out fit`: scaled once more, fitted on one
half and judged on the other. So few boxes show an error of {boxes["eceByChance"]:.3f} even when every score is exactly the chance.

{rows(["score", "answers", "ECE", "held-out fit"], lines)}
![Reliability of labels and boxes](reliability.svg)
"""


def match_part(match: dict) -> str:
    lines = [[CATEGORY.get(name, name), f["threshold"], percent(f["kept"]), f["truePairs"], f["differentPairs"],
              f["medianTrue"], f["medianDifferent"]]
             for name, f in [*match["byCategory"].items(), ("all", match["all"])]]  # fmt: skip
    return f"""## The same style or not
Cosine above which two pictures count as the same style, set so that {FALSE_SAME_STYLE:.0%} of different pairs of the category pass. A true
pair is a street item and its cut-out, a grocery photo and the product's clean picture, or a clothing picture and an
augmented view of itself (the last is easy, and lifts tops and bottoms). `kept`: true pairs at or above the threshold.

{rows(["category", "threshold", "kept %", "true pairs", "different pairs", "median true", "median different"], lines)}"""


def robustness_part(robustness: dict) -> str:
    columns = ("clothing", "label", "street", "untrainedClothing", "untrainedLabel", "untrainedStreet")
    lines = [[name, *(percent(entry.get(column)) for column in columns)] for name, entry in robustness["table"].items()]
    return f"""## Robustness
{robustness["queries"]} validation pictures a set, changed; galleries of {robustness["gallery"]:,} unchanged pictures.
Clothing: the changed picture finds itself (R@1), and its label among the ten. Street: the changed crop finds its cut-out
(R@1). Untrained: pooled features of the starting trunk, whose label is that of the nearest training picture.

{rows(["change", "clothing %", "label %", "street %", "untrained clothing %", "untrained label %", "untrained street %"], lines)}"""


def fabric_part(fabric: dict) -> str:
    lines = [[name, f["garments"], percent(f["shipped"]["R@1"]), percent(f["shipped"]["R@5"]),
              percent(f["untrained"]["R@1"]), percent(f["untrained"]["R@5"])] for name, f in fabric.items()]  # fmt: skip
    return f"""## Fabric
Two separate square patches of one garment: does the one find the other among all validation garments' patches?

{rows(["set", "garments", "R@1 %", "R@5 %", "untrained R@1 %", "untrained R@5 %"], lines)}"""


def vectors_part(vectors: dict | None) -> str:
    if not vectors:
        return ""
    lines = [[name, f["bytes"], percent(f["street"]), percent(f["grocery"])] for name, f in vectors.items()]
    return f"""## Other vectors
Heads of other sizes on the finished trunk, learnt alike (`vector_sizes.py`), beside the shipped vector, which learnt with its
trunk. R@1: street crop to its cut-out, grocery photo to the clean picture.

{rows(["vector", "bytes", "street %", "grocery %"], lines)}"""


def reliability_svg(named_bins: dict[str, list[dict]]) -> str:
    """One panel a score: accuracy over confidence per bin, a dot's area growing with its answers. Any background."""
    side, gap, edge = 200, 40, 34
    width, height = edge + len(named_bins) * (side + gap), side + 2 * edge
    panels = []
    for number, (name, bins) in enumerate(named_bins.items()):
        x, y, total = edge + number * (side + gap), edge, sum(part["count"] for part in bins)
        dots = "".join(
            f'<circle cx="{x + side * part["confidence"]:.1f}" cy="{y + side * (1 - part["accuracy"]):.1f}" '
            f'r="{3 + 14 * (part["count"] / total) ** 0.5:.1f}" fill="#0a84c1" fill-opacity="0.75"/>'
            for part in bins
        )
        panels.append(
            f'<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="none" stroke="#888"/>'
            f'<line x1="{x}" y1="{y + side}" x2="{x + side}" y2="{y}" stroke="#888" stroke-dasharray="4 4"/>{dots}'
            f'<text x="{x}" y="{y - 8}">{name}: accuracy over confidence</text>'
            f'<text x="{x}" y="{y + side + 16}">0</text><text x="{x + side - 6}" y="{y + side + 16}">1</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="12" fill="#888">{"".join(panels)}</svg>\n'
    )
