/**
 * A writer in a process of its own, for the tests that kill it: puts in products one by one, deletes every eighth, and
 * tells each acknowledgement on a line of its own. With `optimise` it does that after every twenty, without end.
 * `node --import tsx writer-child.ts <folder> [optimise]`
 */
import { documentOf, MODEL_KEY, seeded, vectorNear } from './testing.ts';
import { createIndex } from './zvec.ts';

const [folder = '', optimise] = process.argv.slice(2);
const random = seeded(5);
const index = await createIndex(folder, MODEL_KEY);
for (let i = 0; ; i++) {
  const document = documentOf(i, vectorNear(i, random));
  await index.upsert([document]);
  process.stdout.write(`put ${document.product.id}\n`);
  if (optimise && i % 20 === 19) await index.optimise();
  if (i % 8 !== 7) continue;
  await index.delete([document.product.id]);
  process.stdout.write(`deleted ${document.product.id}\n`);
}
