/**
 * Writers of an index: every acknowledged product there with its own vector, no deleted one shown, `verify` clean. Half of the kills
 * hit insertions, deletions and compaction, half a change of models.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { faultsAfterSwitch, startChild } from '#search/crashing.ts';
import { modelIndexes } from '#search/models.ts';
import { seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import { openIndex } from '#search/zvec.ts';

type Below = (end: number) => number;

/** A writer that puts in, deletes every eighth and, in every second round, compacts after every twenty. */
async function killWriter(folder: string, round: number, below: Below): Promise<string[]> {
  const child = startChild('writer-child.ts', folder, ...(round % 2 === 0 ? ['optimise'] : []));
  await child.acknowledges(1 + below(60));
  await sleep(below(150));
  await child.dies();
  const [put, deleted] = [child.said('put'), child.said('deleted')];
  const gone = new Set(deleted);
  const certain = put.filter((id) => !gone.has(id) && id !== put.at(-1)); // the last may be deleted without being told
  const index = await openIndex(folder, { mode: 'write' });
  const found = new Map((await index.get(put)).map((document) => [document.product.id, document.vector]));
  const faults = (await index.verify()).map(({ id, what }) => `${id}: ${what}`);
  const numbers = seeded(5); // the child's
  const vectors = Array.from({ length: put.length + 1 }, (_, i) => vectorNear(i, numbers));
  for (const id of certain) {
    const [vector, own] = [found.get(id), vectors[Number(id.split('/')[1])]];
    if (!vector) faults.push(`${id} was acknowledged and is gone`);
    else if (vector.some((component, i) => component !== own?.[i])) faults.push(`${id} has the vector of another`);
  }
  for (const id of deleted) if (found.has(id)) faults.push(`${id} was deleted and is there`);
  await index.close();
  return faults;
}

async function killKeeper(catalogue: string, below: Below): Promise<string[]> {
  const models = (await modelIndexes(catalogue)).map(({ modelKey }) => Number.parseInt(modelKey, 16));
  const child = startChild('switch-child.ts', catalogue, String(1 + Math.max(0, ...models)));
  await child.acknowledges(1 + below(8));
  await sleep(below(150));
  await child.dies();
  return faultsAfterSwitch(catalogue, child);
}

/** @returns whether all was as it must be */
export async function killIndexes(kills: number, seed: number): Promise<boolean> {
  const random = seeded(seed);
  const below: Below = (end) => Math.floor(random() * end);
  const [written, kept] = [temporaryFolder(), temporaryFolder()];
  let faulty = 0;
  for (let round = 0; round < kills; round++) {
    const faults =
      round < kills / 2 ? await killWriter(written.path, round, below) : await killKeeper(kept.path, below);
    if (faults.length > 0) faulty++;
    for (const fault of faults) console.log(`kill ${round + 1}: ${fault}`);
  }
  written.remove();
  kept.remove();
  console.log(`${kills} kills of writers and keepers, ${faulty} with faults (seed ${seed})`);
  return faulty === 0;
}
