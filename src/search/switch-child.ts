/**
 * A catalogue's keeper in a process of his own, for the tests that kill him: goes from model to model without end. Fills the index
 * of the next one with every product, puts it in force, deletes a product from both, drops the one before; tells each
 * acknowledgement on a line of its own.
 * `node --import tsx switch-child.ts <catalogue> <number of the first model>`
 */

import { dropModel, folderOfModel, modelIndexes, putInForce } from './models.ts';
import { documentOf, seeded, vectorNear } from './testing.ts';
import { createIndex, openIndex } from './zvec.ts';

const PRODUCTS = 24;
const [catalogue = '', first = '1'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const keyOf = (model: number) => model.toString(16).padStart(16, '0');

async function idsInForce(): Promise<string[] | null> {
  const [inForce] = await modelIndexes(catalogue);
  if (!inForce) return null;
  const index = await openIndex(inForce.folder, { mode: 'read' });
  const ids: string[] = [];
  for await (const id of index.ids()) ids.push(id);
  await index.close();
  return ids;
}

async function fill(modelKey: string, ids: readonly string[]): Promise<void> {
  const index = await createIndex(await folderOfModel(catalogue, modelKey), modelKey);
  const random = seeded(Number.parseInt(modelKey, 16));
  await index.upsert(ids.map((id, i) => documentOf(i, vectorNear(i, random), { id })));
  await index.close();
}

for (let model = Number(first); ; model++) {
  const key = keyOf(model);
  const before = await idsInForce();
  const ids = before ?? Array.from({ length: PRODUCTS }, (_, i) => `p${i}`);
  await fill(key, ids);
  await putInForce(catalogue, key);
  say(`in-force ${key}`);
  const gone = ids[0];
  if (gone !== undefined && ids.length > 4) {
    for (const { folder } of await modelIndexes(catalogue)) {
      const index = await openIndex(folder, { mode: 'write' });
      await index.delete([gone]);
      await index.close();
    }
    say(`deleted ${gone}`);
  }
  for (const other of await modelIndexes(catalogue)) {
    if (other.state === 'in-force') continue;
    await dropModel(catalogue, other.modelKey);
    say(`dropped ${other.modelKey}`);
  }
}
