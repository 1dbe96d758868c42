/** The worker in the browser against the golden numbers of training, on wasm and (project "webgpu") on WebGPU. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosine } from '#core/vector.ts';
import type { Kind, Provider } from '#core/vision-api.ts';
import { ROOT } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import { lookAt } from './helpers/worker-in-page.ts';

type Corners = [number, number, number, number];
interface Described {
  readonly embedding: number[];
  readonly labels: { readonly label: string }[];
}
interface GoldenPicture {
  readonly detector: { readonly items: { readonly kind: Kind; readonly score: number; readonly box: Corners }[] };
  readonly whole: Described;
  readonly crop: Described & { readonly box: Corners };
}

const FOLDER = join(ROOT, 'models', 'golden');
const golden = JSON.parse(readFileSync(join(FOLDER, 'golden.json'), 'utf8')) as {
  pictures: Record<string, GoldenPicture>;
};
const { thresholds } = JSON.parse(readFileSync(join(ROOT, 'models', 'manifest.json'), 'utf8')).detector;
/** Promised by the design: cosine ≥ 0.999 between runtimes for fp32 arithmetic, boxes within a pixel. */
const MIN_COSINE = 0.999;
const MAX_BOX_ERROR = 1;
/** A score this near to its threshold may fall on either side. */
const SCORE_TOLERANCE = 0.01;

for (const [file, expected] of Object.entries(golden.pictures)) {
  test(`${file} is seen as PyTorch sees it`, async ({ shopper }, info) => {
    const provider: Provider = info.project.name === 'webgpu' ? 'webgpu' : 'wasm';
    const [x, y, right, bottom] = expected.crop.box;
    const box = { x, y, width: right - x, height: bottom - y };
    const seen = await lookAt(shopper.page, join(FOLDER, file), box, provider);
    expect(seen.report.provider).toBe(provider);

    for (const part of ['whole', 'crop'] as const) {
      expect(cosine(seen[part].vector, expected[part].embedding), part).toBeGreaterThan(MIN_COSINE);
      expect(seen[part].label).toBe(expected[part].labels[0]?.label);
    }
    for (const item of expected.detector.items) {
      if (item.score < (thresholds.scoreByClass[item.kind] ?? thresholds.score) + SCORE_TOLERANCE) continue;
      const errors = seen.items
        .filter(({ kind }) => kind === item.kind)
        .map(({ box: b }) => [b.x, b.y, b.x + b.width, b.y + b.height])
        .map((corners) => Math.max(...corners.map((value, i) => Math.abs(value - (item.box[i] as number)))));
      expect(Math.min(...errors), item.kind).toBeLessThanOrEqual(MAX_BOX_ERROR);
    }
  });
}
