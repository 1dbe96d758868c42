/** A folder of pictures as a feed, with what `labels.csv` says about them where there is one. */
import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { idOfName } from './ids.ts';
import { csvRows } from './readers/csv.ts';
import { splitLines } from './readers/lines.ts';
import { decodeText } from './readers/text.ts';
import type { FeedRow, RowValues } from './rows.ts';

/** File names that `describe` and folder feeds take for pictures. */
const PICTURE_FILE = /\.(jpe?g|png|webp|avif|gif)$/i;

/** Picture files of a folder by name; hidden ones and folders inside are left out. */
export async function pictureFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && PICTURE_FILE.test(entry.name) && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

export interface FolderFeed {
  /** Folder that holds the pictures: the one asked for, or `images` inside it. */
  readonly pictures: string;
  /** labels.csv, where there is one. */
  readonly labels: string | null;
}

/** Where the parts of a folder feed are. */
export function folderFeed(folder: string): FolderFeed {
  const images = join(folder, 'images');
  const labels = join(folder, 'labels.csv');
  return { pictures: existsSync(images) ? images : folder, labels: existsSync(labels) ? labels : null };
}

/** Rows of a folder feed: image and id come from the file name. */
export async function* folderRows({ pictures, labels }: FolderFeed, encoding = 'utf-8'): AsyncGenerator<FeedRow> {
  if (labels) {
    const rows = csvRows(splitLines(decodeText(createReadStream(labels), encoding)), needFileColumn);
    for await (const row of rows) yield 'values' in row ? { line: row.line, values: named(row.values) } : row;
    return;
  }
  for (const [i, file] of (await pictureFiles(pictures)).entries()) yield { line: i + 1, values: named({ file }) };
}

function needFileColumn(columns: readonly string[]): void {
  if (!columns.includes('file')) throw new TongkuanError('FEED_COLUMN', { column: 'file', feed: 'labels.csv' });
}

function named({ file, ...values }: RowValues): RowValues {
  const image = String(file ?? '').trim();
  return { ...values, id: values.id || idOf(image), image };
}

/** File name without its extension; characters an id cannot have are replaced and told apart by a hash. */
export function idOf(file: string): string {
  return idOfName(parse(file).name);
}
