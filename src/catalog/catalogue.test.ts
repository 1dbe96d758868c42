import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MODEL_KEY, temporaryFolder } from '#search/testing.ts';
import { openForWriting, openInTurn } from './catalogue.ts';

vi.setConfig({ testTimeout: 60_000 }); // busy machines take their time

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test('an import waits for its turn while products come through the endpoint', async () => {
  const writer = await openForWriting(folder.path, MODEL_KEY);
  const onWait = vi.fn();
  const waiting = openInTurn(folder.path, MODEL_KEY, onWait, 50_000);
  await vi.waitFor(() => expect(onWait).toHaveBeenCalled(), { timeout: 50_000 });
  await writer.close();
  const index = await waiting;
  expect((await index.stats()).products).toBe(0);
  expect(onWait).toHaveBeenCalledOnce();
  await index.close();
});

test('whoever writes for longer is told of', async () => {
  const writer = await openForWriting(folder.path, MODEL_KEY);
  await expect(openInTurn(folder.path, MODEL_KEY, undefined, 0)).rejects.toMatchObject({ code: 'INDEX_BUSY' });
  await writer.close();
});
