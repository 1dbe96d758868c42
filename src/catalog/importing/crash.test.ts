/** Imports killed with SIGKILL at random moments; `npm run bench:crash -- imports` does it more often. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { seeded } from '#search/testing.ts';
import { scratchFolder } from '../testing.ts';
import { contentOf, drawFeeds, importKilled, importWhole } from './crash-testing.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 }); // dozens of processes, on busy machines too

const KILLS = 6; // of each of two imports

let folder: string;
let remove: () => Promise<void>;
let feeds: [string, string];
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  feeds = await drawFeeds(folder);
});
afterAll(() => remove());

test('twelve kills come to the same as none: products, vectors, counts, and nothing that was withdrawn', async () => {
  const [calm, killed] = [join(folder, 'calm'), join(folder, 'killed')];
  const random = seeded(42);
  for (const feed of feeds) {
    const expected = await importWhole(feed, calm);
    for (let kill = 0; kill < KILLS; kill++) await importKilled(feed, killed, random);
    const report = await importWhole(feed, killed);
    const content = await contentOf(killed);
    expect(content.faults).toEqual([]);
    expect(content.documents).toEqual((await contentOf(calm)).documents);
    expect(await importWhole(feed, killed)).toMatchObject({ added: 0, changed: 0, withdrawn: 0, embedded: 0 });
    expect(report.added + report.changed + report.unchanged).toBe(
      expected.added + expected.changed + expected.unchanged,
    );
  }
});
