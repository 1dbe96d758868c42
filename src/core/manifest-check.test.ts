import { describe, expect, test } from 'vitest';
import { parseManifest } from './manifest-check.ts';
import { KINDS } from './vision-api.ts';

const input = {
  name: 'image',
  layout: 'NHWC',
  dtype: 'float32',
  colour: 'RGB',
  resize: 'pillow-bilinear',
  fit: 'letterbox',
  pad: 127,
};

function good() {
  return {
    schemaVersion: 3,
    detector: {
      id: 'detector',
      file: 'detector.onnx',
      sha256: 'a'.repeat(64),
      bytes: 1000,
      web: { file: 'detector.tflite', sha256: 'c'.repeat(64), bytes: 900 },
      input: { ...input, sizes: [{ width: 64, height: 96 }] },
      outputs: { boxes: { name: 'boxes' }, scores: { name: 'scores' } },
      classes: [...KINDS] as string[],
      thresholds: {
        score: 0.3,
        scoreByClass: { bag: 0.2 } as Record<string, number>,
        nmsIou: 0.5,
        voteIou: 0.8,
        votesFrom: 0.05,
        maxItems: 12,
      },
    },
    embedder: {
      id: 'embedder',
      file: 'embedder.onnx',
      sha256: 'b'.repeat(64),
      bytes: 1000,
      web: { file: 'embedder.tflite', sha256: 'c'.repeat(64), bytes: 900 },
      input: { ...input, width: 50, height: 50, cropMargin: 0.06 },
      outputs: { embedding: { name: 'embedding' }, probabilities: { name: 'probabilities' } },
      labels: ['t-shirt'],
      vector: { dim: 128, scale: 300 },
      match: { falseSameStyle: 0.05, threshold: 0.55, thresholdByCategory: { 3: -0.5 } as Record<string, number> },
    },
    secondLook: { slope: 0.8, weight: 0.2, shift: -0.2, kinds: ['top'] as (string | null)[] },
  };
}

type Manifest = ReturnType<typeof good>;

describe('parseManifest', () => {
  test('takes a good one, with more in it than it knows', () => {
    const manifest = { ...good(), licence: 'CC0-1.0' };
    expect(parseManifest(manifest)).toBe(manifest);
  });

  const spoilt: [string, (m: Manifest) => void][] = [
    ['secondLook.slope', (m) => Object.assign(m, { secondLook: undefined })],
    ['secondLook.weight', (m) => Object.assign(m.secondLook, { weight: '1' })],
    ['secondLook.kinds', (m) => m.secondLook.kinds.push(null)],
    ['secondLook.kinds: car', (m) => Object.assign(m.secondLook, { kinds: ['car'] })],
    ['schemaVersion', (m) => Object.assign(m, { schemaVersion: 1 })],
    ['detector', (m) => Object.assign(m, { detector: undefined })],
    ['detector.file', (m) => Object.assign(m.detector, { file: '../../secret.onnx' })],
    ['detector.file', (m) => Object.assign(m.detector, { file: 'https://elsewhere/x.onnx' })],
    ['detector.web.file', (m) => Object.assign(m.detector.web, { file: 'detector.onnx' })],
    ['detector.web', (m) => Object.assign(m.detector, { web: undefined })],
    ['embedder.web.sha256', (m) => Object.assign(m.embedder.web, { sha256: '' })],
    ['embedder.sha256', (m) => Object.assign(m.embedder, { sha256: 'B'.repeat(64) })],
    ['embedder.bytes', (m) => Object.assign(m.embedder, { bytes: 0 })],
    ['detector.input', (m) => Object.assign(m.detector.input, { layout: 'NCHW' })],
    ['embedder.input', (m) => Object.assign(m.embedder.input, { colour: 'BGR' })],
    ['detector.input.resize', (m) => Object.assign(m.detector.input, { resize: 'bicubic' })],
    ['detector.input.name', (m) => Object.assign(m.detector.input, { name: undefined })],
    ['detector.input.sizes', (m) => Object.assign(m.detector.input, { sizes: undefined })],
    ['detector.input.sizes', (m) => Object.assign(m.detector.input, { sizes: [] })],
    ['detector.input size', (m) => m.detector.input.sizes.push({ width: 64, height: 80 })],
    ['detector.input size', (m) => m.detector.input.sizes.push({ width: 2048, height: 64 })],
    ['detector.input size', (m) => m.detector.input.sizes.push({ width: 0, height: 64 })],
    ['embedder.input size', (m) => Object.assign(m.embedder.input, { width: 50.5 })],
    ['embedder.input size', (m) => Object.assign(m.embedder.input, { height: 100_000 })],
    ['detector.input.pad', (m) => Object.assign(m.detector.input, { pad: 256 })],
    ['outputs.scores', (m) => Object.assign(m.detector, { outputs: { boxes: { name: 'boxes' } } })],
    ['outputs.embedding', (m) => Object.assign(m.embedder, { outputs: undefined })],
    ['detector.classes: car', (m) => m.detector.classes.push('car')],
    ['detector.classes', (m) => m.detector.classes.push('bag')],
    ['detector.thresholds.score', (m) => Object.assign(m.detector.thresholds, { score: 30 })],
    ['detector.thresholds.scoreByClass.car', (m) => Object.assign(m.detector.thresholds.scoreByClass, { car: 0.1 })],
    ['detector.thresholds.voteIou', (m) => Object.assign(m.detector.thresholds, { voteIou: 2 })],
    ['detector.thresholds.votesFrom', (m) => Object.assign(m.detector.thresholds, { votesFrom: undefined })],
    ['detector.thresholds.nmsIou', (m) => Object.assign(m.detector.thresholds, { nmsIou: 0 })],
    ['detector.thresholds.maxItems', (m) => Object.assign(m.detector.thresholds, { maxItems: 0 })],
    ['embedder.labels', (m) => Object.assign(m.embedder, { labels: [] })],
    ['embedder.vector', (m) => Object.assign(m.embedder.vector, { dim: 64 })],
    ['embedder.match.falseSameStyle', (m) => Object.assign(m.embedder, { match: undefined })],
    ['embedder.match.falseSameStyle', (m) => Object.assign(m.embedder.match, { falseSameStyle: 5 })],
    ['embedder.match.threshold', (m) => Object.assign(m.embedder.match, { threshold: 1.1 })],
    ['embedder.match.thresholdByCategory', (m) => Object.assign(m.embedder.match, { thresholdByCategory: null })],
    ['embedder.match.thresholdByCategory.10', (m) => Object.assign(m.embedder.match.thresholdByCategory, { 10: 0.5 })],
    ['embedder.match.thresholdByCategory.0', (m) => Object.assign(m.embedder.match.thresholdByCategory, { 0: -1.5 })],
    ['embedder.input.cropMargin', (m) => Object.assign(m.embedder.input, { cropMargin: undefined })],
  ];

  test.each(spoilt)('refuses a wrong %s', (what, spoil) => {
    const manifest = good();
    spoil(manifest);
    expect(() => parseManifest(manifest)).toThrow(
      expect.objectContaining({ code: 'MANIFEST_INVALID', details: { what } }),
    );
  });

  test.each([null, 'text', 12, []])('refuses %j', (json) => {
    expect(() => parseManifest(json)).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID' }));
  });
});
