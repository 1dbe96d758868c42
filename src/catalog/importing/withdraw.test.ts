/** What happens to products that leave their feed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openForReading, openForWriting, readModelKey } from '../catalogue.ts';
import { cli, drawPicture, importInto, MODELS, scratchFolder } from '../testing.ts';
import { journalsFolder } from './journal.ts';
import { reportLines } from './report-words.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 120_000 }); // processes are started and models loaded, on busy machines too

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  await drawPicture(join(folder, '1.png'), 1);
});
afterAll(() => remove());

let catalogue: string;
let number = 0;
beforeEach(async () => {
  catalogue = join(folder, `catalogue-${number++}`);
  await mkdir(catalogue);
});

/** A feed of products by their ids. */
async function feedOf(ids: readonly string[], ...more: string[]): Promise<string> {
  const path = join(folder, 'feed.csv');
  await writeFile(
    path,
    ['id,title,price,label,image', ...ids.map((id) => `${id},裙子,1,dress,1.png`), ...more].join('\n'),
  );
  return path;
}
const idsUpTo = (count: number, prefix = 'p') => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

async function held(): Promise<string[]> {
  const index = await openForReading(catalogue);
  const ids: string[] = [];
  for await (const id of index.ids()) ids.push(id);
  await index.close();
  return ids.sort();
}

test('what left a full feed is withdrawn and named; of a part of a feed nothing is', async () => {
  await importInto(catalogue, await feedOf(idsUpTo(10)));
  expect(await importInto(catalogue, await feedOf(['p1']), { partial: true })).toMatchObject({
    withdrawn: 0,
    withheld: null,
  });
  expect(await importInto(catalogue, await feedOf(idsUpTo(10)), { limit: 2 })).toMatchObject({
    withdrawn: 0,
    withheld: null,
  });
  const report = await importInto(catalogue, await feedOf(idsUpTo(8)));
  expect(report).toMatchObject({
    unchanged: 8,
    withdrawn: 2,
    withheld: null,
    withdrawnIds: ['p10', 'p9'].sort(),
    embedded: 0,
  });
  expect(await held()).toEqual(idsUpTo(8));
  expect(reportLines(report).join('\n')).toMatch(/withdrawn: p(9|10), p(9|10)\n.*2 withdrawn/s);
});

test('more than a fifth gone is withdrawn only when asked, and says so until then', async () => {
  await importInto(catalogue, await feedOf(idsUpTo(9)));
  const short = await feedOf(idsUpTo(7));
  for (const _ of [1, 2]) {
    const { code, stderr } = await cli('import', short, '--catalogue', catalogue);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/FEED_SHRUNK: 2 of 9 products/)]);
    expect(await held()).toEqual(idsUpTo(9));
  }
  expect(await cli('import', short, '--catalogue', catalogue, '--allow-shrink')).toMatchObject({ code: 0 });
  expect(await held()).toEqual(idsUpTo(7));
  expect(await importInto(catalogue, await feedOf([]))).toMatchObject({
    withheld: { products: 7, of: 7, reason: 'shrink' },
  });
});

test('a line that cannot be imported keeps its product, and one without an id keeps all', async () => {
  await importInto(catalogue, await feedOf(idsUpTo(10)));
  const broken = await importInto(catalogue, await feedOf(idsUpTo(9), 'p10,裙子,not a price,dress,1.png'));
  expect(broken).toMatchObject({ skipped: 1, withdrawn: 0, withheld: null });
  const nameless = await importInto(catalogue, await feedOf(idsUpTo(9), ',裙子,1,dress,1.png'));
  expect(nameless).toMatchObject({ withdrawn: 0, withheld: { products: 1, reason: 'lines' } });
  expect(await held()).toHaveLength(10);
  expect(await importInto(catalogue, await feedOf(idsUpTo(9)))).toMatchObject({ withdrawn: 1 });
});

test('sources share a catalogue: each withdraws its own only, and none what another lists, too', async () => {
  await importInto(catalogue, await feedOf(idsUpTo(5)));
  await importInto(catalogue, await feedOf([...idsUpTo(5, 'q'), 'p5']), { source: 'partner' });
  expect(await held()).toHaveLength(10);
  expect(await importInto(catalogue, await feedOf(idsUpTo(4)))).toMatchObject({ withdrawn: 0, withheld: null });
  expect(await importInto(catalogue, await feedOf([...idsUpTo(4, 'q'), 'p5']), { source: 'partner' })).toMatchObject({
    withdrawn: 1,
  });
  expect(await held()).toEqual([...idsUpTo(5), ...idsUpTo(4, 'q')]);
});

test('a catalogue from before there were journals belongs to the feed without a name', async () => {
  await importInto(catalogue, await feedOf(idsUpTo(10)));
  await writeFile(join(journalsFolder(catalogue), 'main.jsonl'), '');
  expect(await importInto(catalogue, await feedOf(['x1', ...idsUpTo(9)]))).toMatchObject({ added: 1, withdrawn: 1 });
});

test('killed between the journal and the index, either way, it comes to the same', async () => {
  await importInto(catalogue, await feedOf(idsUpTo(10)));
  const modelKey = await readModelKey(MODELS);
  const journal = join(journalsFolder(catalogue), 'main.jsonl');
  const begun = `${JSON.stringify({ begin: '', feed: '', modelKey })}\n`;
  const before = await readFile(journal, 'utf8');
  // p10 was withdrawn and p9 was about to be; p11 was about to be added; the last line was cut off
  const lines = ['{"added":["p11"],"changed":[]}\n', '{"withdrawn":["p9","p10"]}\n', '{"added":["p1'];
  await writeFile(journal, before + begun + lines.join(''));
  const index = await openForWriting(catalogue, modelKey);
  await index.delete(['p10']);
  await index.close();
  const report = await importInto(catalogue, await feedOf([...idsUpTo(8), 'p11']));
  expect(report).toMatchObject({ added: 1, resumed: 0, unchanged: 8, withdrawn: 2, withheld: null });
  expect(await held()).toEqual([...idsUpTo(8), 'p11'].sort());
  expect(await importInto(catalogue, await feedOf([...idsUpTo(8), 'p11']))).toMatchObject({
    unchanged: 9,
    withdrawn: 0,
  });
});
