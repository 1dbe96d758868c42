import { expect, test } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import type { RuntimeReport } from '#core/vision-api.ts';
import { ModelLoader } from './model-loader.ts';

const REPORT = {} as RuntimeReport;
const unavailable = () => Promise.reject(new TongkuanError('RUNTIME_UNAVAILABLE'));

test('loads once, and tells when flight mode works', async () => {
  let loads = 0;
  const models = new ModelLoader(
    async () => {
      loads++;
      return REPORT;
    },
    async () => true,
  );
  expect(models.state()).toMatchObject({ stage: 'waiting', offline: false });
  const started = models.start();
  expect(models.state().stage).toBe('loading');
  await Promise.all([started, models.start()]);
  await models.start();
  expect(models.state()).toMatchObject({ stage: 'ready', offline: true, error: null });
  expect(loads).toBe(1);
});

test('a failure is told, and forgotten when a photo brings the models after all', async () => {
  const models = new ModelLoader(unavailable, async () => true);
  await models.start();
  expect(models.state()).toMatchObject({ stage: 'failed', error: { code: 'RUNTIME_UNAVAILABLE' }, offline: false });
  await models.loaded();
  expect(models.state()).toMatchObject({ stage: 'ready', error: null, offline: true });
});

test('without a service worker the models are ready, and flight mode is not promised', async () => {
  const models = new ModelLoader(async () => REPORT, unavailable);
  await models.start();
  expect(models.state()).toMatchObject({ stage: 'ready', offline: false });
});
