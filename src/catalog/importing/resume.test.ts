import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openForReading, picturesFolder } from '../catalogue.ts';
import { drawPicture, ended, importInto, scratchFolder, startCli } from '../testing.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 120_000 }); // processes are started and models loaded, on busy machines too

const PRODUCTS = 300;
/** At most so many pictures are ahead of the index: a batch that fills, and those in work. */
const AHEAD = 256 + 24;

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  await Promise.all(Array.from({ length: PRODUCTS }, (_, i) => drawPicture(join(folder, 'photos', `${i}.png`), i, 32)));
});
afterAll(() => remove());

/** Until there are so many, or the process that makes them has ended. */
async function untilPictures(catalogue: string, count: number, child: ReturnType<typeof startCli>): Promise<void> {
  while (child.exitCode === null && (await readdir(picturesFolder(catalogue)).catch(() => [])).length < count)
    await sleep(10);
}

test('an import that is stopped, then killed, then run again loses nothing and does nothing twice', async () => {
  const catalogue = join(folder, 'catalogue');
  const args = ['import', join(folder, 'photos'), '--catalogue', catalogue];

  const stopped = startCli(...args);
  const end = ended(stopped);
  await untilPictures(catalogue, 20, stopped);
  stopped.kill('SIGTERM');
  const { code, stderr } = await end;
  expect(code).toBe(143);
  const before = Number(/stopped: (\d+) added/.exec(stderr)?.[1]);
  expect(before).toBeGreaterThan(0);

  const killed = startCli(...args);
  const death = ended(killed);
  await untilPictures(catalogue, PRODUCTS - 10, killed);
  killed.kill('SIGKILL');
  expect((await death).code).toBeNull();

  const report = await importInto(catalogue, join(folder, 'photos'));
  expect(report.resumed).toBeGreaterThanOrEqual(Math.max(before, PRODUCTS - 10 - AHEAD));
  expect(report).toMatchObject({ added: PRODUCTS, changed: 0, unchanged: 0, skipped: 0, complete: true });
  expect(report.embedded).toBe(PRODUCTS - report.resumed);
  expect(await importInto(catalogue, join(folder, 'photos'))).toMatchObject({ unchanged: PRODUCTS, resumed: 0 });
  const index = await openForReading(catalogue);
  expect((await index.stats()).products).toBe(PRODUCTS);
  expect(await index.verify()).toEqual([]);
  await index.close();
});
