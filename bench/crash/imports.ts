/**
 * Half of the kills hit a first import, half one that changes, adds and withdraws. In between, what was there must still be there; at
 * the end, the catalogue must be equal to one that nobody interrupted, and sound.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { contentOf, drawFeeds, importKilled, importWhole } from '../../src/catalog/importing/crash-testing.ts';
import { seeded } from '../../src/search/testing.ts';

/** Ids and content hashes now; before anything was published there are none. */
async function hashesIn(catalogue: string): Promise<Map<string, string>> {
  const { documents } = await contentOf(catalogue).catch(() => ({ documents: [] }));
  return new Map(documents.map(({ product, contentHash }) => [product.id, contentHash]));
}

interface Catalogues {
  /** Of imports that nobody interrupts. */
  readonly calm: string;
  readonly killed: string;
}

/** Kills imports of one feed again and again. @param isSecond the feed withdraws products of the first one */
async function killFeed(
  feed: string,
  { calm, killed }: Catalogues,
  isSecond: boolean,
  kills: number,
  random: () => number,
) {
  let [hit, lost, returned] = [0, 0, 0];
  await importWhole(feed, calm);
  const wanted = await hashesIn(calm);
  let before = await hashesIn(killed);
  for (let kill = 0; kill < kills; kill++) {
    if (await importKilled(feed, killed, random)) hit++;
    const now = await hashesIn(killed);
    for (const [id, hash] of before) {
      if (now.get(id) !== hash && now.get(id) !== wanted.get(id)) lost++;
      if (!now.has(id) && wanted.has(id)) lost++;
    }
    for (const id of now.keys()) if (isSecond && !before.has(id) && !wanted.has(id)) returned++;
    before = now;
  }
  await importWhole(feed, killed);
  const content = await contentOf(killed);
  const isEqual = isDeepStrictEqual(content.documents, (await contentOf(calm)).documents);
  return { hit, lost, returned, faults: content.faults.length, isEqual };
}

/** @returns whether all was as it must be */
export async function killImports(kills: number, seed: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'tongkuan-crash-'));
  const random = seeded(seed);
  const catalogues = { calm: join(folder, 'calm'), killed: join(folder, 'killed') };
  let isSound = true;
  try {
    for (const [i, feed] of (await drawFeeds(folder)).entries()) {
      const found = await killFeed(feed, catalogues, i === 1, kills / 2, random);
      const { hit, lost, returned, faults, isEqual } = found;
      console.log(`import ${i + 1}: ${hit} of ${Math.ceil(kills / 2)} kills before its end (seed ${seed})`);
      console.log(
        `  products lost in between ${lost}, withdrawn ones that came back ${returned}, faults ${faults}, equal to one uninterrupted: ${isEqual ? 'yes' : 'NO'}`,
      );
      isSound &&= lost + returned + faults === 0 && isEqual;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return isSound;
}
