import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import type { RuntimeReport } from '#core/vision-api.ts';
import { ModelLoader } from './model-loader.ts';

const REPORT = {} as RuntimeReport;
const unavailable = () => Promise.reject(new TongkuanError('RUNTIME_UNAVAILABLE'));

/** Loads as the page's client does: it tells that the models run, then answers. */
function loading(offlineReady: () => Promise<boolean>) {
  const load = vi.fn(async () => {
    await Promise.resolve();
    await models.loaded();
    return REPORT;
  });
  const models = new ModelLoader(load, offlineReady);
  return { models, load };
}

test('loads once, and tells when flight mode works', async () => {
  const { models, load } = loading(async () => true);
  expect(models.state()).toMatchObject({ stage: 'waiting', offline: false });
  const started = models.start();
  expect(models.state().stage).toBe('loading');
  await Promise.all([started, models.start()]);
  await models.start();
  expect(models.state()).toMatchObject({ stage: 'ready', offline: true, error: null });
  expect(load).toHaveBeenCalledTimes(1);
});

test('a failure is told, and forgotten when a photo brings the models after all', async () => {
  const models = new ModelLoader(unavailable, async () => true);
  await models.start();
  expect(models.state()).toMatchObject({ stage: 'failed', error: { code: 'RUNTIME_UNAVAILABLE' }, offline: false });
  await models.loaded();
  expect(models.state()).toMatchObject({ stage: 'ready', error: null, offline: true });
});

test('without a service worker the models are ready, and flight mode is not promised', async () => {
  const { models } = loading(unavailable);
  await models.start();
  expect(models.state()).toMatchObject({ stage: 'ready', offline: false });
});
