/** Products that left their feed leave the catalogue, unless so many did that the feed is more likely to be broken. */

import { batches } from '#search/batches.ts';
import type { VectorIndex } from '#search/vector-index.ts';
import type { ImportJournal } from './journal.ts';
import { type ImportReport, noteWithdrawn } from './report.ts';

/** More than this part of a source's products is not withdrawn unasked. */
export const SHRINK_MAX = 0.2;
/** Ids a call of the index gets: each makes a snapshot for readers. */
const BATCH = 10_000;

export interface WithdrawOptions {
  readonly index: VectorIndex;
  readonly journal: ImportJournal;
  readonly report: ImportReport;
  /** Whether the feed names a product, in a line that could be imported or not. */
  readonly isListed: (id: string) => boolean;
  /** Of these products, those that another source lists. */
  readonly listedElsewhere: (ids: ReadonlySet<string>) => Promise<ReadonlySet<string>>;
  readonly allowShrink: boolean;
}

/** Deletes what is gone, or notes in the report why not. */
export async function withdrawGone(options: WithdrawOptions): Promise<void> {
  const { index, journal, report, allowShrink } = options;
  const { gone, of } = await findGone(options);
  const before = [...(journal.unfinished?.withdrawn ?? [])].filter((id) => !options.isListed(id));
  const total = new Set([...gone, ...before]).size;
  const reason = report.linesWithoutId > 0 ? 'lines' : total > SHRINK_MAX * (of + before.length) ? 'shrink' : null;
  if (gone.length > 0 && reason && !allowShrink) {
    report.withheld = { products: gone.length, of, reason };
    return;
  }
  for (const ids of batches(gone, BATCH)) {
    await journal.withdrawing(ids);
    await index.delete(ids);
  }
  for (const id of new Set([...before, ...gone])) noteWithdrawn(report, id);
}

/** Products that are there and not listed any more, and how many there were to begin with. */
async function findGone({ index, journal, report, isListed, listedElsewhere }: WithdrawOptions) {
  const unlisted: string[] = [];
  let of = 0;
  for await (const id of journal.members ?? index.ids()) {
    of++;
    if (!isListed(id)) unlisted.push(id);
  }
  const present: string[] = [];
  for (const ids of batches(unlisted, BATCH)) present.push(...(await index.contentHashes(ids)).keys());
  const elsewhere = await listedElsewhere(new Set(present));
  // where nobody wrote down what the source holds, what this import added was not there before
  return { gone: present.filter((id) => !elsewhere.has(id)), of: journal.members ? of : of - report.added };
}
