/** After an import with other models: their index comes into force once it holds whatever the one before holds. */
import { modelIndexes, putInForce } from '#search/models.ts';
import type { ReadableIndex } from '#search/vector-index.ts';
import { openForReading } from '../catalogue.ts';
import { say } from '../terminal.ts';
import { grouped } from './ordered.ts';

/** Ids a call of the index gets. */
const BATCH = 1000;

/** Products of one index that another lacks. */
async function missingIn(index: ReadableIndex, before: ReadableIndex): Promise<number> {
  let missing = 0;
  for await (const ids of grouped(before.ids(), BATCH)) missing += ids.length - (await index.contentHashes(ids)).size;
  return missing;
}

/** @param index open for writing, everything in it published */
export async function takeOver(catalogue: string, index: ReadableIndex): Promise<void> {
  const [inForce] = await modelIndexes(catalogue);
  if (!inForce || inForce.modelKey === index.modelKey) return;
  const before = await openForReading(catalogue);
  try {
    const missing = await missingIn(index, before);
    if (missing > 0) {
      say(
        `${missing} products are still only in the index of model ${inForce.modelKey}, which stays in force until they are`,
      );
      say(`imported with the new models or deleted. At once: tongkuan models use ${index.modelKey}`);
      return;
    }
  } finally {
    await before.close();
  }
  await putInForce(catalogue, index.modelKey);
  say(
    `The index of model ${index.modelKey} is in force. Pages with model ${inForce.modelKey} are answered by its own index`,
  );
  say(`until that is dropped: tongkuan models drop ${inForce.modelKey}`);
}
