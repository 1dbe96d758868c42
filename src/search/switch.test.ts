/** A keeper killed while he builds, switches, deletes and drops. `npm run bench:crash -- index` does it fifty times. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { faultsAfterSwitch, startChild } from './crashing.ts';
import { modelIndexes } from './models.ts';
import { temporaryFolder } from './testing.ts';

vi.setConfig({ testTimeout: 240_000 }); // processes start slowly on a busy machine; no test here asserts a time

test('killed at any moment, the newest acknowledged model is in force, and nothing deleted is shown', async () => {
  const catalogue = temporaryFolder();
  let first = 1;
  for (const [lines, ms] of [
    [1, 0],
    [3, 40],
    [5, 15],
  ] as const) {
    const child = startChild('switch-child.ts', catalogue.path, String(first));
    await child.acknowledges(lines);
    await sleep(ms); // wherever that may be
    await child.dies();
    expect(await faultsAfterSwitch(catalogue.path, child)).toEqual([]);
    first = 1 + Math.max(...(await modelIndexes(catalogue.path)).map(({ modelKey }) => Number.parseInt(modelKey, 16)));
  }
  catalogue.remove();
});
