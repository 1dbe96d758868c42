/** Drives the built vision worker itself, past the page: for numbers that no screen shows. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type * as Comlink from 'comlink';
import type { Box } from '#core/boxes.ts';
import type { DetectedItem, Provider, RuntimeReport, VisionWorker } from '#core/vision-api.ts';
import { ROOT } from './data.ts';

export interface Seen {
  readonly report: RuntimeReport;
  readonly items: DetectedItem[];
  readonly whole: { readonly vector: number[]; readonly label: string };
  readonly crop: { readonly vector: number[]; readonly label: string };
}

/** Address of the worker in the production build. */
function workerUrl(): string {
  const assets = join(ROOT, 'dist', 'assets');
  const workers = readdirSync(assets).filter((name) => /^worker-[\w-]+\.js$/.test(name));
  // the barcode reader's entry has the same name; only this one knows thresholds
  const file = workers.find((name) => readFileSync(join(assets, name), 'utf8').includes('matchThreshold'));
  if (!file) throw new Error('the build holds no vision worker');
  return `/assets/${file}`;
}

/** Opens one picture in a fresh worker and describes the whole of it and one box. */
export async function lookAt(page: Page, picture: string, box: Box, provider: Provider): Promise<Seen> {
  await page.addInitScript({ path: join(ROOT, 'node_modules', 'comlink', 'dist', 'umd', 'comlink.js') });
  await page.goto('/');
  const bytes = readFileSync(picture).toString('base64');
  return page.evaluate(
    async ({ url, bytes, box, provider }) => {
      const { wrap, proxy } = (globalThis as unknown as { Comlink: typeof Comlink }).Comlink;
      const worker = new Worker(url, { type: 'module' });
      const vision = wrap<VisionWorker<Blob>>(worker);
      const options = { modelsUrl: new URL('/models/', location.href).href, provider, maxThreads: 2 };
      const report = await vision.load(
        options,
        proxy(() => {}),
      );
      const blob = new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], { type: 'image/png' });
      const photo = await vision.open(blob);
      const items = await vision.detect(photo.photoId);
      const whole = await vision.describe(photo.photoId, null);
      const crop = await vision.describe(photo.photoId, box);
      worker.terminate();
      return {
        report,
        items,
        whole: { vector: [...whole.vector], label: whole.label },
        crop: { vector: [...crop.vector], label: crop.label },
      };
    },
    { url: workerUrl(), bytes, box, provider },
  );
}
