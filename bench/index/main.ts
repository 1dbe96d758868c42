/**
 * The index beside LanceDB, usearch and a plain scan, in one run over the same vectors: recall@10, milliseconds, build time, bytes.
 *
 *   npm run bench:index                              1,000,000 products, half an hour on two idle cores
 *   npm run bench:index -- --products 100000
 *   npm run bench:index -- --engines zvec,usearch    only these
 *   npm run bench:index -- --keep                    leaves the index built, and takes the one an earlier run left
 *
 * Vectors are real embeddings, multiplied: `recipe.ts`. How to install the other engines: `README.md`.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE, readBase } from './base.ts';
import type { Engine, EngineMaker } from './engine.ts';
import { lancedb } from './lancedb-engine.ts';
import { measure, measureScan, type Row, truthOf } from './measure.ts';
import { type Made, multiply } from './recipe.ts';
import { usearch } from './usearch-engine.ts';
import { openShipped, shipped } from './zvec-engine.ts';

const { values: options } = parseArgs({
  options: {
    products: { type: 'string', default: '1000000' },
    queries: { type: 'string', default: '400' },
    engines: { type: 'string', default: 'zvec,lancedb,usearch' },
    keep: { type: 'boolean', default: false },
  },
});
const products = Number(options.products);
const wantedEngines = options.engines.split(',');

const load = () =>
  loadavg()
    .map((each) => each.toFixed(1))
    .join(' ');
const seconds = (since: number) => Number(((performance.now() - since) / 1000).toFixed(1));

async function makers(): Promise<EngineMaker[]> {
  const found: EngineMaker[] = [];
  for (const [name, find] of Object.entries({ zvec: async () => shipped, lancedb, usearch })) {
    if (!wantedEngines.includes(name)) continue;
    const maker = await find();
    if (maker) found.push(maker);
    else console.log(`${name} is not installed: left out`);
  }
  return found;
}

/** Engine and seconds it took to build; 0 for one that was there. */
async function built(maker: EngineMaker, made: Made): Promise<{ engine: Engine; seconds: number }> {
  const folder = join(CACHE, `${maker.name}-${products}`);
  if (options.keep && maker === shipped && existsSync(join(folder, 'snapshots'))) {
    return { engine: await openShipped(folder), seconds: 0 };
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const start = performance.now();
  return { engine: await maker.build(made, folder), seconds: seconds(start) };
}

const base = await readBase();
console.log(
  `${base.pictures} pictures, two views each, embedder ${base.modelKey}; ${availableParallelism()} cores, load ${load()}`,
);
let start = performance.now();
const made = multiply(base, products, Number(options.queries));
console.log(`${products} products, ${options.queries} queries made in ${seconds(start)} s`);
start = performance.now();
const truth = truthOf(made);
console.log(`their true nearest found in ${seconds(start)} s`);

const rows: Row[] = [];
const builds: Record<string, unknown>[] = [];
for (const maker of await makers()) {
  const { engine, seconds: took } = await built(maker, made);
  builds.push({ engine: engine.name, 'build s': took || 'there', MB: Math.round(engine.bytes / 1e6), load: load() });
  const measured = await measure(engine, truth);
  rows.push(...measured);
  console.table(measured); // at once: an hour later the machine may be gone
  await engine.close();
  if (!options.keep) await rm(join(CACHE, `${maker.name}-${products}`), { recursive: true, force: true });
  console.log(`${engine.name}: measured, load ${load()}`);
}
rows.push(...measureScan(truth));
console.table(builds);
console.table(rows);
