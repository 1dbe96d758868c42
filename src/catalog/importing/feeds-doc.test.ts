/** The examples of docs/feeds.md are run as they stand there. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openForReading, PACKAGE_ROOT } from '../catalogue.ts';
import { COLUMNS } from '../feed/schema.ts';
import { drawPicture, importInto, scratchFolder } from '../testing.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 120_000 }); // processes are started and models loaded, on busy machines too

let folder: string;
let page: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  page = await readFile(join(PACKAGE_ROOT, 'docs', 'feeds.md'), 'utf8');
  for (const i of [1, 2, 3]) await drawPicture(join(folder, 'pictures', `00${i}.jpg`), i);
});
afterAll(() => remove());

function example(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1] ?? '';
}

async function imported(name: string, feed = join(folder, name), ids: string[] = []) {
  const report = await importInto(join(folder, `catalogue-${name}`), feed);
  const index = await openForReading(join(folder, `catalogue-${name}`));
  const documents = await index.get(ids);
  await index.close();
  return { report, products: documents.map(({ product }) => product) };
}

test('the CSV example', async () => {
  await writeFile(join(folder, 'feed.csv'), example('csv'));
  const { report, products } = await imported('feed.csv', undefined, ['TS-001', 'TS-001-b', 'DR-017']);
  expect(report).toMatchObject({ added: 3, skipped: 0, remarks: [], unknownColumns: [] });
  expect(products).toMatchObject([
    { title: { zh: '白色圆领T恤', en: 'White crew neck T-shirt' }, attributes: { colour: 'white' }, label: 't-shirt' },
    { title: { zh: 'T恤, "经典" 白色' }, price: { amount: 6550, currency: 'CNY' }, group: 'TS-001' },
    { price: { amount: 25900 } },
  ]);
});

test('the JSON-lines example', async () => {
  await writeFile(join(folder, 'feed.jsonl'), example('jsonl'));
  const { report, products } = await imported('feed.jsonl', undefined, ['SN-204', 'BG-033']);
  expect(report).toMatchObject({ added: 2, skipped: 0, remarks: [], unknownColumns: [] });
  expect(products).toMatchObject([
    { category: 4, title: { zh: '复古跑鞋', en: 'Retro runner' }, attributes: { material: 'suede', size: '42' } },
    { price: { amount: 12990, currency: 'CNY' } },
  ]);
});

test('the folder example', async () => {
  const photos = join(folder, 'photos');
  await mkdir(photos);
  for (const i of [1, 2]) await drawPicture(join(photos, 'images', `00${i}.jpg`), i);
  await writeFile(join(photos, 'labels.csv'), example('csv labels'));
  const { report, products } = await imported('photos', photos, ['001', '002']);
  expect(report).toMatchObject({ added: 2, skipped: 0, remarks: [] });
  expect(products).toMatchObject([
    { label: 't-shirt', category: 0, title: { en: 'T-shirt' }, price: { amount: 5900 } },
    { label: 'dress', category: 1, price: null },
  ]);
});

test('every column is explained', () => {
  for (const column of COLUMNS) expect(page).toMatch(new RegExp(`^\\|.*\`${column}\`.*\\|`, 'm'));
});
