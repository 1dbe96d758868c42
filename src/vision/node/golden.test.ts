/** The whole pipeline in Node against what training's reference (Pillow, NumPy, PyTorch) wrote into models/golden. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Box } from '#core/boxes.ts';
import { letterbox } from '#core/image.ts';
import { chooseSize, type Size } from '#core/input-size.ts';
import { cosine } from '#core/vector.ts';
import type { Description, Kind } from '#core/vision-api.ts';
import type { Picture } from '../pipeline.ts';
import { decodePicture } from './decode.ts';
import { type NodeVision, openNodeVision } from './vision.ts';

type Corners = [number, number, number, number];
/** Some pixels of a model input (a square, or a detector's rectangle) and the hash of all of them as bytes. */
interface Square {
  readonly samples: { readonly x: number; readonly y: number; readonly rgb: number[] }[];
  readonly sha256: string;
}
interface Described {
  readonly square: Square;
  readonly embedding: number[];
  readonly int8: string;
  readonly labels: { readonly label: string; readonly probability: number }[];
}
interface Golden {
  readonly detector: string;
  readonly embedder: string;
  readonly pictures: Record<
    string,
    {
      readonly width: number;
      readonly height: number;
      readonly detector: {
        readonly square: Square;
        /** `again`: the score after a second look. */
        readonly items: {
          readonly kind: Kind;
          readonly score: number;
          readonly again: number;
          readonly box: Corners;
        }[];
      };
      readonly whole: Described;
      readonly crop: Described & { readonly box: Corners; readonly pixels: Corners };
    }
  >;
}

const MODELS = 'models';
const golden: Golden = JSON.parse(readFileSync(`${MODELS}/golden/golden.json`, 'utf8'));
/** A score this near to its threshold may fall on either side. */
const SCORE_TOLERANCE = 0.01;

let vision: NodeVision;
beforeAll(async () => {
  vision = await openNodeVision(MODELS);
});
afterAll(() => vision?.close());

const fromCorners = ([x1, y1, x2, y2]: Corners): Box => ({ x: x1, y: y1, width: x2 - x1, height: y2 - y1 });
const toCorners = ({ x, y, width, height }: Box): number[] => [x, y, x + width, y + height];

/** Equal to the bit; the samples say where it is not. */
function expectSquare(picture: Picture, box: Box, size: Size, pad: number, { samples, sha256 }: Square): void {
  const { tensor, width } = letterbox(picture.raster, box, size, pad);
  for (const { x, y, rgb } of samples) {
    const at = (y * width + x) * 3;
    expect([...tensor.subarray(at, at + 3)], `${x}, ${y}`).toEqual(rgb);
  }
  expect(createHash('sha256').update(Uint8Array.from(tensor)).digest('hex')).toBe(sha256);
}

function expectSame(actual: Description, expected: Described): void {
  const int8 = new Int8Array(Buffer.from(expected.int8, 'base64'));
  expect(cosine(actual.vector, expected.embedding)).toBeGreaterThan(0.999);
  expect(Math.max(...int8.map((step, i) => Math.abs(step - (actual.vector[i] ?? 0))))).toBeLessThanOrEqual(1);
  expect(actual.label).toBe(expected.labels[0]?.label);
  for (const { label, probability } of expected.labels)
    expect(actual.labels.find((other) => other.label === label)?.score, label).toBeCloseTo(probability, 2);
}

test('the golden numbers belong to these models', () => {
  expect([golden.detector, golden.embedder]).toEqual([vision.manifest.detector.id, vision.manifest.embedder.id]);
  expect(vision.modelKey).toBe(vision.manifest.embedder.sha256.slice(0, 16));
});

describe.each(Object.entries(golden.pictures))('%s', (file, expected) => {
  let picture: Picture;
  beforeAll(async () => {
    picture = await decodePicture(`${MODELS}/golden/${file}`);
  });

  test('the models see what Pillow makes', () => {
    const { width, height } = expected;
    expect([picture.width, picture.height]).toEqual([width, height]);
    const whole = { x: 0, y: 0, width, height };
    const { detector, embedder } = vision.manifest;
    const { sizes, pad } = detector.input;
    expectSquare(picture, whole, chooseSize(sizes, picture.raster), pad, expected.detector.square);
    expectSquare(picture, whole, embedder.input, embedder.input.pad, expected.whole.square);
    const crop = fromCorners(expected.crop.pixels);
    expectSquare(picture, crop, embedder.input, embedder.input.pad, expected.crop.square);
  });

  test('the same items are found', async () => {
    const { thresholds } = vision.manifest.detector;
    const certain = ({ kind, score }: { kind: Kind; score: number }) =>
      score > (thresholds.scoreByClass[kind] ?? thresholds.score) + SCORE_TOLERANCE;
    const items = (await vision.detect(picture)).filter(certain);
    const reference = expected.detector.items.filter(certain);
    expect(items.map(({ kind }) => kind)).toEqual(reference.map(({ kind }) => kind));
    for (const [i, { box, score, again }] of reference.entries()) {
      const found = items[i] as (typeof items)[number];
      expect(found.score).toBeCloseTo(score, 2);
      expect((await vision.lookAgain(picture, found)).item.score).toBeCloseTo(again, 2);
      for (const [side, position] of toCorners(found.box).entries())
        expect(Math.abs(position - (box[side] as number)), `side ${side} of item ${i}`).toBeLessThanOrEqual(1);
    }
  });

  test('the whole picture is described alike', async () => {
    expectSame(await vision.describe(picture, null), expected.whole);
  });

  test('a box in it is described alike', async () => {
    expectSame(await vision.describe(picture, fromCorners(expected.crop.box)), expected.crop);
  });
});
