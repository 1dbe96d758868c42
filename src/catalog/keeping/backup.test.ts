/** Backup and restore while the catalogue is in use, and what becomes of it when they are wrong or interrupted. */
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { CatalogueReader } from '#search/catalogue-reader.ts';
import { folderOfModel, putInForce } from '#search/models.ts';
import { catalogueOf, MODEL_KEY, OTHER_MODEL_KEY } from '#search/testing.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import { createIndex } from '#search/zvec.ts';
import { openForReading, openForWriting, picturesFolder, swapIn } from '../catalogue.ts';
import { scratchFolder } from '../testing.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // busy machines copy slowly; nothing asserts a time

const PRODUCTS = catalogueOf(60);
const [first, second] = PRODUCTS as [IndexDocument, IndexDocument];

let folder: string;
let made: string;
let remove: () => Promise<void>;
/** A copy of the catalogue for each test. */
let catalogue: string;
let backup: string;
let number = 0;

async function fill(target: string, modelKey: string, documents: readonly IndexDocument[]): Promise<void> {
  const index = await createIndex(await folderOfModel(target, modelKey), modelKey);
  await index.upsert(documents);
  await index.close();
}

beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  made = join(folder, 'made');
  await mkdir(picturesFolder(made), { recursive: true });
  for (const { picture } of PRODUCTS) await writeFile(join(picturesFolder(made), picture), `picture ${picture}`);
  await writeFile(join(picturesFolder(made), 'spare.webp'), 'of no product');
  await fill(made, MODEL_KEY, PRODUCTS);
});
afterAll(() => remove());
beforeEach(async () => {
  number++;
  catalogue = join(folder, `catalogue-${number}`);
  backup = join(folder, `backup-${number}`);
  await cp(made, catalogue, { recursive: true });
});

async function held(target: string, modelKey?: string): Promise<IndexDocument[]> {
  const index = await openForReading(target, modelKey);
  const documents = await index.get(PRODUCTS.map(({ product }) => product.id));
  expect(await index.verify()).toEqual([]);
  await index.close();
  return documents;
}

const besides = async (path: string) => (await readdir(folder)).filter((name) => name.startsWith(`${path}.`));

test('a backup holds products, pictures and every model, and nothing else; nothing opens it by mistake', async () => {
  await fill(catalogue, OTHER_MODEL_KEY, PRODUCTS.slice(0, 30));
  await putInForce(catalogue, OTHER_MODEL_KEY);
  expect(await backUp(catalogue, backup)).toEqual({ products: 30, pictures: 60, missing: 0 });
  await expect(openForReading(backup)).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  await restore(backup, join(folder, 'elsewhere'));
  expect(await held(join(folder, 'elsewhere'))).toEqual(PRODUCTS.slice(0, 30));
  expect(await held(join(folder, 'elsewhere'), MODEL_KEY)).toEqual(PRODUCTS);
  const pictures = await readdir(picturesFolder(join(folder, 'elsewhere')));
  expect(pictures.sort()).toEqual(PRODUCTS.map(({ picture }) => picture).sort());
  expect(await readFile(join(picturesFolder(join(folder, 'elsewhere')), first.picture), 'utf8')).toContain('picture');
});

test('which source lists which products comes back with them; a half-written journal of another import does not', async () => {
  const journals = (at: string) => join(at, 'imports');
  await mkdir(journals(catalogue));
  const lines = `{"members":["${first.product.id}"]}\n{"end":{}}\n`;
  await writeFile(join(journals(catalogue), 'partner-a.jsonl'), lines);
  await writeFile(join(journals(catalogue), 'main.jsonl.new'), '{"memb');
  await backUp(catalogue, backup);
  await appendFile(join(journals(catalogue), 'partner-a.jsonl'), '{"begin":"later"}\n');
  await restore(backup, catalogue, { replace: true });
  expect(await readdir(journals(catalogue))).toEqual(['partner-a.jsonl']);
  expect(await readFile(join(journals(catalogue), 'partner-a.jsonl'), 'utf8')).toBe(lines);
});

test('while a writer is at work, a backup is what was published; later writes do not change it', async () => {
  const writer = await openForWriting(catalogue, MODEL_KEY);
  await writer.delete([first.product.id]);
  const backing = backUp(catalogue, backup);
  for (let i = 0; i < 5; i++) {
    await writer.upsert([first]);
    await writer.delete([first.product.id]);
  }
  await writer.delete([second.product.id]);
  const { products } = await backing;
  await writer.close();
  await restore(backup, join(folder, 'then'));
  const inBackup = await held(join(folder, 'then'));
  expect(inBackup).toHaveLength(products);
  expect(inBackup.slice(-58)).toEqual(PRODUCTS.slice(2));
  expect(await held(catalogue)).toEqual(PRODUCTS.slice(2));
});

test('restored in the place of a catalogue, running readers go on with what came back, and it can be written to', async () => {
  await backUp(catalogue, backup);
  const writer = await openForWriting(catalogue, MODEL_KEY);
  await writer.delete(PRODUCTS.slice(0, 50).map(({ product }) => product.id));
  await expect(restore(backup, catalogue, { replace: true })).rejects.toMatchObject({ code: 'INDEX_BUSY' });
  await writer.close();
  const reader = new CatalogueReader(catalogue);
  expect((await reader.stats()).products).toBe(10);
  await expect(restore(backup, catalogue)).rejects.toMatchObject({
    code: 'BACKUP_TARGET',
    details: { what: expect.stringContaining('--replace') },
  });
  expect(await restore(backup, catalogue, { replace: true })).toMatchObject({ products: 60 });
  expect((await reader.stats()).products).toBe(60);
  await reader.close();
  const next = await openForWriting(catalogue, MODEL_KEY);
  expect(await next.delete([first.product.id])).toBe(1);
  await next.optimise();
  await next.close();
  expect(await held(catalogue)).toEqual(PRODUCTS.slice(1));
  expect(await besides(`catalogue-${number}`)).toEqual([]);
});

test.each([
  ['a picture that changed', (at: string) => appendFile(join(picturesFolder(at), first.picture), '!')],
  ['a picture that is gone', (at: string) => rm(join(picturesFolder(at), first.picture))],
  ['a list that changed', (at: string) => appendFile(join(at, 'files.jsonl'), '\n')],
  ['no header', (at: string) => rm(join(at, 'backup.json'))],
  ['another format', (at: string) => writeFile(join(at, 'backup.json'), '{"format":"tongkuan-backup-9"}')],
  ['no folder', (at: string) => rename(at, `${at}-away`)],
])('%s is refused, and the catalogue stays', async (_, damage) => {
  await backUp(catalogue, backup);
  await damage(backup);
  await expect(restore(backup, catalogue, { replace: true })).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
  expect(await held(catalogue)).toEqual(PRODUCTS);
  expect(await besides(`catalogue-${number}`)).toEqual([]);
});

test('a backup goes nowhere where something is, and tells of pictures that are not there', async () => {
  await rm(join(picturesFolder(catalogue), first.picture));
  expect(await backUp(catalogue, backup)).toEqual({ products: 60, pictures: 59, missing: 1 });
  await expect(backUp(catalogue, backup)).rejects.toMatchObject({ code: 'BACKUP_TARGET' });
  await expect(backUp(join(folder, 'nothing'), join(folder, 'x'))).rejects.toMatchObject({ code: 'INDEX_MISSING' });
});

test('killed between the two renamings of a swap, the old catalogue comes back', async () => {
  await rename(catalogue, `${catalogue}.old`); // what such a kill leaves
  const writer = await openForWriting(catalogue, MODEL_KEY);
  await writer.close();
  expect(await held(catalogue)).toEqual(PRODUCTS);
  await cp(made, `${catalogue}.new`, { recursive: true });
  await cp(made, `${catalogue}.old`, { recursive: true });
  await swapIn(catalogue);
  expect(await besides(`catalogue-${number}`)).toEqual([]);
});
