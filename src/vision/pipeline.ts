/**
 * Photo → boxes → category → vector. Knows no runtime: whoever calls it brings a decoded picture and two functions that
 * run the models. Browser and Node therefore compute the same thing.
 */
import { type Box, clipBox, fabricBox, growBox, outwardPixels } from '#core/boxes.ts';
import { TongkuanError } from '#core/errors.ts';
import { letterbox, type ModelTensor, type Raster } from '#core/image.ts';
import { chooseSize } from '#core/input-size.ts';
import type { ModelManifest } from '#core/manifest.ts';
import { lightAndFocus, type PhotoQuality } from '#core/photo-quality.ts';
import { CATEGORY_OF_KIND } from '#core/taxonomy.ts';
import { modelKeyOf, normalise, quantise } from '#core/vector.ts';
import type { DescribeMode, DescribeOptions, Description, DetectedItem, Kind } from '#core/vision-api.ts';
import { bestLabels, categoryOf, matchThresholdOf } from './classify.ts';
import { listingFrom, pickItems } from './detect.ts';
import { surer } from './second-look.ts';

/** A decoded picture: working pixels, perhaps reduced, and the size of the upright original, which boxes refer to. */
export interface Picture {
  readonly raster: Raster;
  readonly width: number;
  readonly height: number;
}

/** Runs one model on one input of any of its sizes; answers its outputs by name. */
export type ModelRunner = (input: ModelTensor) => Promise<Readonly<Record<string, Float32Array>>>;

export interface ModelRunners {
  readonly detector: ModelRunner;
  readonly embedder: ModelRunner;
}

export interface DetectOptions {
  /** Lists every item with at least this probability, in place of the thresholds of the manifest. */
  readonly minScore?: number;
}

export interface LookedAt {
  readonly item: DetectedItem;
  readonly description: Description;
}

export interface Pipeline {
  /** Items that can be bought, best first; boxes lie inside the picture, in pixels of the upright original. */
  detect(picture: Picture, options?: DetectOptions): Promise<DetectedItem[]>;
  /** Describes the box of an item, or with `null` the whole picture as one item. */
  describe(picture: Picture, box: Box | null, options?: DescribeOptions): Promise<Description>;
  /** Describes a found item, whose score is then what detector and embedder know together. */
  lookAgain(picture: Picture, item: DetectedItem): Promise<LookedAt>;
  /** Measures light, focus and, of the whole picture (`null`), how large the thing in it is. */
  inspect(picture: Picture, box: Box | null): Promise<PhotoQuality>;
}

/** Probability from which the detector's guesses tell where something may be. */
const GUESS_SCORE = 0.03;

function scaleBox(box: Box, factorX: number, factorY: number): Box {
  return { x: box.x * factorX, y: box.y * factorY, width: box.width * factorX, height: box.height * factorY };
}

/** Longer side of the largest of the guesses, as a part of the picture's; null when there are none. */
function longestSide(guesses: readonly { readonly box: Box }[], { width, height }: Raster): number | null {
  if (guesses.length === 0) return null;
  return Math.max(...guesses.map(({ box }) => Math.max(box.width, box.height))) / Math.max(width, height);
}

function wholeOf({ width, height }: Raster): Box {
  return { x: 0, y: 0, width, height };
}

/** The box in working pixels, or with `null` all of them. */
function boxInRaster({ raster, width, height }: Picture, box: Box | null): Box {
  return box ? scaleBox(box, raster.width / width, raster.height / height) : wholeOf(raster);
}

/** A detected box is tight: the model learnt to see a margin around it. */
function withMargin(box: Box, margin: number, { width, height }: Raster): Box {
  return outwardPixels(growBox(box, margin), width, height);
}

/** The named output, or RUNTIME_FAILED when it is missing or has another size. */
function output(outputs: Readonly<Record<string, Float32Array>>, name: string, length?: number): Float32Array {
  const values = outputs[name];
  if (!values || (length !== undefined && values.length !== length))
    throw new TongkuanError('RUNTIME_FAILED', { output: name, expected: length, got: values?.length ?? null });
  return values;
}

export function createPipeline({ detector, embedder, secondLook }: ModelManifest, run: ModelRunners): Pipeline {
  const modelKey = modelKeyOf(embedder.sha256);
  const { classes } = detector;
  /** Of pictures that were looked at: `inspect` need not run the detector again. */
  const subjects = new WeakMap<Picture, number | null>();

  async function detect(picture: Picture, { minScore }: DetectOptions = {}): Promise<DetectedItem[]> {
    const { raster, width, height } = picture;
    const { sizes, pad } = detector.input;
    const input = letterbox(raster, wholeOf(raster), chooseSize(sizes, raster), pad);
    const outputs = await run.detector(input);
    const boxes = output(outputs, detector.outputs.boxes.name);
    const scores = output(outputs, detector.outputs.scores.name, (boxes.length / 4) * classes.length);
    const listed = (score: number) => listingFrom(score, detector.thresholds);
    const pick = (thresholds: typeof detector.thresholds) =>
      pickItems(boxes, scores, input.fit, { classes, thresholds });
    subjects.set(picture, longestSide(pick(listed(GUESS_SCORE)), raster));
    return pick(minScore === undefined ? detector.thresholds : listed(minScore)).map(({ box, classIndex, score }) => {
      const kind = classes[classIndex] as Kind;
      const inOriginal = scaleBox(box, width / raster.width, height / raster.height);
      return { box: clipBox(inOriginal, width, height), kind, score, category: CATEGORY_OF_KIND[kind] };
    });
  }

  /** The part of the working pixels that is embedded. */
  function regionOf(picture: Picture, box: Box | null, mode: DescribeMode): Box {
    const { raster } = picture;
    const inRaster = boxInRaster(picture, box);
    if (mode === 'fabric') return fabricBox(inRaster, raster.width, raster.height);
    return box ? withMargin(inRaster, embedder.input.cropMargin, raster) : inRaster;
  }

  async function look(picture: Picture, box: Box | null, { kind, mode = 'item' }: DescribeOptions) {
    const { raster } = picture;
    const region = regionOf(picture, box, mode);
    const outputs = await run.embedder(letterbox(raster, region, embedder.input, embedder.input.pad));
    const embedding = normalise(output(outputs, embedder.outputs.embedding.name, embedder.vector.dim));
    const probabilities = output(outputs, embedder.outputs.probabilities.name, embedder.labels.length);
    const labels = bestLabels(embedder.labels, probabilities);
    const category = categoryOf(kind, embedder.labels, probabilities);
    const description: Description = {
      category,
      label: labels[0]?.label ?? '',
      labels,
      vector: quantise(embedding, embedder.vector.scale),
      modelKey,
      matchThreshold: matchThresholdOf(category, embedder.match),
    };
    return { description, probabilities };
  }

  async function describe(picture: Picture, box: Box | null, options: DescribeOptions = {}): Promise<Description> {
    return (await look(picture, box, options)).description;
  }

  async function lookAgain(picture: Picture, item: DetectedItem): Promise<LookedAt> {
    const { description, probabilities } = await look(picture, item.box, { kind: item.kind });
    return { item: { ...item, score: surer(item, probabilities, secondLook) }, description };
  }

  async function subjectOf(picture: Picture): Promise<number | null> {
    if (!subjects.has(picture)) await detect(picture);
    return subjects.get(picture) ?? null;
  }

  async function inspect(picture: Picture, box: Box | null): Promise<PhotoQuality> {
    const { raster } = picture;
    const region = clipBox(boxInRaster(picture, box), raster.width, raster.height);
    return { ...lightAndFocus(raster, region), subject: box ? null : await subjectOf(picture) };
  }

  return { detect, describe, lookAgain, inspect };
}
