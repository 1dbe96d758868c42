import { describe, expect, test } from 'vitest';
import type { ModelTensor } from '#core/image.ts';
import type { ModelManifest } from '#core/manifest.ts';
import { KINDS } from '#core/vision-api.ts';
import { createPipeline, type ModelRunner, type Picture } from './pipeline.ts';

const LABELS = ['granny-smith', 'sneakers', 'oatly-oat-milk', 'royal-gala'];
const input = { name: 'image', layout: 'NHWC', dtype: 'float32', colour: 'RGB', resize: 'pillow-bilinear' } as const;
const SQUARE = { width: 100, height: 100 };
const PORTRAIT = { width: 80, height: 120 };
const MANIFEST: ModelManifest = {
  schemaVersion: 3,
  detector: {
    id: 'd',
    file: 'd.onnx',
    sha256: 'd'.repeat(64),
    bytes: 1,
    web: { file: 'd.tflite', sha256: 'c'.repeat(64), bytes: 1 },
    input: { ...input, sizes: [SQUARE, PORTRAIT], fit: 'letterbox', pad: 127 },
    outputs: { boxes: { name: 'boxes' }, scores: { name: 'scores' } },
    classes: KINDS,
    thresholds: { score: 0.5, scoreByClass: { bag: 0.2 }, nmsIou: 0.5, voteIou: 0.99, votesFrom: 0.05, maxItems: 3 },
  },
  embedder: {
    id: 'e',
    file: 'e.onnx',
    sha256: `0123456789abcdef${'e'.repeat(48)}`,
    bytes: 1,
    web: { file: 'e.tflite', sha256: 'f'.repeat(64), bytes: 1 },
    input: { ...input, width: 8, height: 8, fit: 'letterbox', pad: 127, cropMargin: 0.1 },
    outputs: { embedding: { name: 'embedding' }, probabilities: { name: 'probabilities' } },
    labels: LABELS,
    vector: { dim: 128, scale: 127 },
    match: { falseSameStyle: 0.05, threshold: 0.55, thresholdByCategory: { 3: 0.4 } },
  },
  secondLook: { slope: 0.8, weight: 0.5, shift: -0.2, kinds: ['product', 'shoes', 'product', null] },
};

/** A grey picture whose working pixels are `width` × `height` and whose original is `factor` times larger. */
function picture(width: number, height: number, factor = 1): Picture {
  const data = new Uint8ClampedArray(width * height * 4).fill(200);
  return { raster: { width, height, data }, width: width * factor, height: height * factor };
}

function detectorSays(...items: { corners: number[]; kind: (typeof KINDS)[number]; score: number }[]): ModelRunner {
  const scores = new Float32Array(items.length * KINDS.length);
  for (const [i, { kind, score }] of items.entries()) scores[i * KINDS.length + KINDS.indexOf(kind)] = score;
  return async () => ({ boxes: Float32Array.from(items.flatMap(({ corners }) => corners)), scores });
}

function embedderSays(probabilities: number[], seen: ModelTensor[] = []): ModelRunner {
  const embedding = new Float32Array(128);
  embedding[3] = -1;
  return async (input) => {
    seen.push(input);
    return { embedding, probabilities: Float32Array.from(probabilities) };
  };
}

const unused: ModelRunner = () => Promise.reject(new Error('not expected'));

describe('detect', () => {
  test('boxes come back in pixels of the original, clipped to it', async () => {
    const pipeline = createPipeline(MANIFEST, {
      detector: detectorSays({ corners: [10, 20, 60, 75], kind: 'top', score: 0.9 }),
      embedder: unused,
    });
    // 100 × 50 working pixels lie 25 below the top of the 100 × 100 input; the original is twice as large.
    const items = await pipeline.detect(picture(100, 50, 2));
    expect(items).toEqual([
      { box: { x: 20, y: 0, width: 100, height: 100 }, kind: 'top', score: expect.closeTo(0.9), category: 0 },
    ]);
  });

  test('a portrait is seen in the portrait size, and boxes are read in its pixels', async () => {
    const seen: ModelTensor[] = [];
    const says = detectorSays({ corners: [10, 20, 60, 75], kind: 'top', score: 0.9 });
    const detector: ModelRunner = (input) => {
      seen.push(input);
      return says(input);
    };
    // 40 × 60 working pixels, twice as large in the 80 × 120 input; the original is three times as large.
    const [item] = await createPipeline(MANIFEST, { detector, embedder: unused }).detect(picture(40, 60, 3));
    expect(seen.map(({ width, height, tensor }) => [width, height, tensor.length])).toEqual([[80, 120, 80 * 120 * 3]]);
    expect(item?.box).toEqual({ x: 15, y: 30, width: 75, height: 82.5 });
  });

  test('each class has its own threshold, the best items stay', async () => {
    const detector = detectorSays(
      { corners: [0, 0, 10, 10], kind: 'bag', score: 0.25 },
      { corners: [0, 0, 10, 10], kind: 'hat', score: 0.45 },
      { corners: [20, 0, 30, 10], kind: 'shoes', score: 0.6 },
      { corners: [21, 0, 31, 10], kind: 'shoes', score: 0.7 },
      { corners: [21, 0, 31, 10], kind: 'pants', score: 0.8 },
      { corners: [50, 0, 60, 10], kind: 'skirt', score: 0.75 },
    );
    const items = await createPipeline(MANIFEST, { detector, embedder: unused }).detect(picture(100, 100));
    expect(items.map(({ kind }) => kind)).toEqual(['pants', 'skirt', 'shoes']);
    expect(items[2]?.box.x).toBeCloseTo(21);
  });
});

test('a listing has every guess from a score on, whatever the thresholds', async () => {
  const detector = detectorSays(
    { corners: [0, 0, 10, 10], kind: 'hat', score: 0.06 },
    { corners: [20, 0, 30, 10], kind: 'belt', score: 0.04 },
    ...['top', 'pants', 'skirt', 'shoes'].map((kind) => ({
      corners: [50, 0, 60, 10],
      kind: kind as 'top',
      score: 0.3,
    })),
  );
  const items = await createPipeline(MANIFEST, { detector, embedder: unused }).detect(picture(100, 100), {
    minScore: 0.05,
  });
  expect(items.map(({ kind }) => kind)).toEqual(['top', 'pants', 'skirt', 'shoes', 'hat']);
});

describe('describe', () => {
  test('a kind decides the category, "product" and none leave it to the labels', async () => {
    const embedder = embedderSays([0.3, 0.4, 0, 0.3]);
    const pipeline = createPipeline(MANIFEST, { detector: unused, embedder });
    const box = { x: 2, y: 2, width: 10, height: 10 };
    const bag = await pipeline.describe(picture(20, 20), box, { kind: 'bag' });
    const product = await pipeline.describe(picture(20, 20), box, { kind: 'product' });
    const whole = await pipeline.describe(picture(20, 20), null);
    expect([bag.category, product.category, whole.category]).toEqual([3, 6, 6]); // two apples outweigh one shoe
    expect([bag.matchThreshold, product.matchThreshold]).toEqual([0.4, 0.55]);
    expect(whole.label).toBe('sneakers');
    expect(whole.labels.map(({ label }) => label)).toEqual([
      'sneakers',
      'granny-smith',
      'royal-gala',
      'oatly-oat-milk',
    ]);
    expect(whole.modelKey).toBe('0123456789abcdef');
    expect([...whole.vector.subarray(0, 5)]).toEqual([0, 0, 0, -127, 0]);
  });

  test('the crop is the box grown by the margin, at working resolution', async () => {
    const seen: ModelTensor[] = [];
    const pipeline = createPipeline(MANIFEST, { detector: unused, embedder: embedderSays([1, 0, 0, 0], seen) });
    // Halved: x 4…14, y 4…9; grown: 3…15, 3.5…9.5; outward: 12 × 7 pixels; fitted into 8 × 8: 8 × 5, one row below the top.
    await pipeline.describe(picture(20, 20, 2), { x: 8, y: 8, width: 20, height: 10 });
    const rows = Array.from({ length: 8 }, (_, y) => seen[0]?.tensor[y * 8 * 3]);
    expect(rows).toEqual([127, 200, 200, 200, 200, 200, 127, 127]);
  });

  test('fabric is the middle of the box without a margin, and of the whole picture without a box', async () => {
    const seen: ModelTensor[] = [];
    const pipeline = createPipeline(MANIFEST, { detector: unused, embedder: embedderSays([1, 0, 0, 0], seen) });
    const striped = picture(64, 64, 2);
    // Light rows 8…55, dark ones around: the middle half is light only, with the few rows beside it that resizing reads.
    for (let y = 0; y < 64; y++) striped.raster.data.fill(y >= 8 && y < 56 ? 200 : 20, y * 64 * 4, (y + 1) * 64 * 4);
    const bag = await pipeline.describe(
      striped,
      { x: 32, y: 0, width: 64, height: 128 },
      { kind: 'bag', mode: 'fabric' },
    );
    await pipeline.describe(striped, null, { mode: 'fabric' });
    await pipeline.describe(striped, null);
    const shades = seen.map(({ tensor }) => [...new Set(tensor)].sort((a, b) => a - b));
    expect(bag.category).toBe(3);
    expect(shades[0]).toEqual([127, 200]); // 16 × 32 pixels: the border of a tall patch
    expect(shades[1]).toEqual([200]);
    expect(shades[2]?.[0]).toBeLessThan(100); // the whole picture has its dark rows, too
  });

  test('an output of another size is a coded error', async () => {
    const pipeline = createPipeline(MANIFEST, { detector: unused, embedder: embedderSays([1, 0]) });
    await expect(pipeline.describe(picture(20, 20), null)).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
  });
});

test('a second look makes surer what both take for the same, and less sure what they do not', async () => {
  const pipeline = createPipeline(MANIFEST, { detector: unused, embedder: embedderSays([0.2, 0.7, 0.05, 0.05]) });
  const item = { box: { x: 2, y: 2, width: 10, height: 10 }, score: 0.6 };
  const shoes = await pipeline.lookAgain(picture(20, 20), { ...item, kind: 'shoes', category: 4 });
  const product = await pipeline.lookAgain(picture(20, 20), { ...item, kind: 'product', category: 6 });
  const bag = await pipeline.lookAgain(picture(20, 20), { ...item, kind: 'bag', category: 3 });
  // 1 / (1 + exp(−(0.8 ln(0.6 / 0.4) + 0.5 ln(p / (1 − p)) − 0.2))) with p = 0.7, 0.25 and at least 0.01
  expect(shoes.item).toEqual({ ...item, kind: 'shoes', category: 4, score: expect.closeTo(0.63368, 4) });
  expect(product.item.score).toBeCloseTo(0.39534, 4);
  expect(bag.item.score).toBeCloseTo(0.10218, 4);
  expect(bag.description).toEqual(await pipeline.describe(picture(20, 20), item.box, { kind: 'bag' }));
});

test('the whole picture is measured with the size of what is guessed at; a part without', async () => {
  const detector = detectorSays(
    { corners: [10, 10, 30, 50], kind: 'bag', score: 0.1 },
    { corners: [0, 0, 100, 100], kind: 'top', score: 0.01 },
  );
  const pipeline = createPipeline(MANIFEST, { detector, embedder: unused });
  const whole = await pipeline.inspect(picture(100, 100, 3), null);
  expect(whole.subject).toBeCloseTo(0.4);
  expect(whole.brightness).toBeCloseTo(200 / 255);
  expect(await pipeline.inspect(picture(100, 100), { x: 90, y: 90, width: 20, height: 20 })).toMatchObject({
    subject: null,
    sharpness: 0,
  });
});

test('where nothing is even guessed at, no size is known', async () => {
  const pipeline = createPipeline(MANIFEST, { detector: detectorSays(), embedder: unused });
  expect((await pipeline.inspect(picture(100, 100), null)).subject).toBeNull();
});
