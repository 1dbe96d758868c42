/**
 * Imports killed with SIGKILL at random moments: `npm run bench:crash -- [--kills 50] [--seed 1]`. Half of the kills hit a first
 * import, half one that changes, adds and withdraws. In between, what was there must still be there; at the end, the catalogue
 * must be equal to one that nobody interrupted, and sound.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { contentOf, drawFeeds, importKilled, importWhole } from '../src/catalog/importing/crash-testing.ts';
import { seeded } from '../src/search/testing.ts';

const { kills = '50', seed = '1' } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string' } },
}).values;

const folder = await mkdtemp(join(tmpdir(), 'tongkuan-crash-'));
const random = seeded(Number(seed));
const [calm, killed] = [join(folder, 'calm'), join(folder, 'killed')];
let [hit, lost, faults, returned] = [0, 0, 0, 0];
let isEqual = true;

/** Ids and content hashes now; before anything was published there are none. */
const hashes = async () =>
  new Map(
    (await contentOf(killed).catch(() => ({ documents: [] }))).documents.map((d) => [d.product.id, d.contentHash]),
  );

try {
  for (const [i, feed] of (await drawFeeds(folder)).entries()) {
    await importWhole(feed, calm);
    const wanted = new Map((await contentOf(calm)).documents.map((d) => [d.product.id, d.contentHash]));
    let before = await hashes();
    for (let kill = 0; kill < Number(kills) / 2; kill++) {
      if (await importKilled(feed, killed, random)) hit++;
      const now = await hashes();
      for (const [id, hash] of before) {
        if (now.get(id) !== hash && now.get(id) !== wanted.get(id)) lost++;
        if (!now.has(id) && wanted.has(id)) lost++;
      }
      for (const id of now.keys()) if (i === 1 && !before.has(id) && !wanted.has(id)) returned++;
      before = now;
    }
    await importWhole(feed, killed);
    const content = await contentOf(killed);
    faults += content.faults.length;
    isEqual &&= isDeepStrictEqual(content.documents, (await contentOf(calm)).documents);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`${kills} kills, ${hit} of them before the import came to its end (seed ${seed})`);
console.log(
  `products lost in between ${lost}, withdrawn ones that came back ${returned}, faults ${faults}, equal to an uninterrupted import: ${isEqual ? 'yes' : 'NO'}`,
);
if (lost + returned + faults > 0 || !isEqual) process.exitCode = 1;
