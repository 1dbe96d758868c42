/** For the tests and `npm run bench:crash -- imports`: imports killed at random moments, compared with imports that nobody interrupted. */
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IndexDocument } from '#search/vector-index.ts';
import { openForReading, PACKAGE_ROOT, picturesFolder } from '../catalogue.ts';
import { drawPicture } from '../testing.ts';

/** Products of the first feed; the second one changes, adds and withdraws some. */
const PRODUCTS = 120;
const [FIRST_GONE, LAST_GONE] = [100, 115]; // 13 %: no need to ask
/** Different pictures; products share them. */
const PICTURES = 60;

/** Writes the two feeds and their pictures. @returns their paths */
export async function drawFeeds(folder: string): Promise<[string, string]> {
  await Promise.all(
    Array.from({ length: PICTURES }, (_, i) => drawPicture(join(folder, 'pictures', `${i}.png`), i, 48)),
  );
  const line = (i: number, price: number, picture: number) =>
    `p${i},商品 ${i},${price},shirt,pictures/${picture % PICTURES}.png,pictures/${(picture + 7) % PICTURES}.png`;
  const numbers = Array.from({ length: PRODUCTS }, (_, i) => i);
  const first = numbers.map((i) => line(i, 10 + i, i));
  const second = numbers
    .filter((i) => i < FIRST_GONE || i >= LAST_GONE)
    .map((i) => line(i, i % 10 === 3 ? 5 : 10 + i, i % 10 === 7 ? i + 1 : i))
    .concat([200, 201, 202].map((i) => line(i, 1, i)));
  const paths: [string, string] = [join(folder, 'first.csv'), join(folder, 'second.csv')];
  for (const [i, lines] of [first, second].entries())
    await writeFile(paths[i] as string, ['id,title,price,label,image,images', ...lines].join('\n'));
  return paths;
}

/** Starts an import in small batches as a process of its own. */
function startImport(feed: string, catalogue: string) {
  const child = join('src', 'catalog', 'importing', 'import-child.ts');
  return spawn(process.execPath, ['--import', 'tsx', child, feed, catalogue], {
    cwd: PACKAGE_ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What an import that came to its end printed. */
export interface Done {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly withdrawn: number;
}

/** An import to its end. */
export async function importWhole(feed: string, catalogue: string): Promise<Done> {
  const child = startImport(feed, catalogue);
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Done;
}

/** Lines of the child so far, each a step of the import, tell how far it is. */
const MOST_STEPS = 16;

/**
 * Imports, and kills the process with SIGKILL at a random step or a moment after one.
 * @returns false when it came to its end before
 */
export async function importKilled(feed: string, catalogue: string, random: () => number): Promise<boolean> {
  const child = startImport(feed, catalogue);
  const wanted = Math.floor(random() * MOST_STEPS);
  const ended = new Promise<boolean>((resolve) => child.on('close', (_, signal) => resolve(signal === 'SIGKILL')));
  let steps = 0;
  const reached = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      steps += chunk.toString().split('\n').length - 1;
      if (steps > wanted) resolve();
    });
  });
  await Promise.race([reached, ended]);
  await sleep(Math.floor(random() * 120));
  child.kill('SIGKILL');
  return ended;
}

/** What a catalogue holds, in an order of its own: documents, and the faults and lost pictures found in it. */
export async function contentOf(catalogue: string): Promise<{ documents: IndexDocument[]; faults: unknown[] }> {
  const index = await openForReading(catalogue);
  try {
    const ids: string[] = [];
    for await (const id of index.ids()) ids.push(id);
    const documents = await index.get(ids.sort());
    const files = new Set(await readdir(picturesFolder(catalogue)));
    const names = documents.flatMap(({ picture, views = [] }) => [picture, ...views.map((view) => view.picture)]);
    return { documents, faults: [...(await index.verify()), ...names.filter((name) => !files.has(name))] };
  } finally {
    await index.close();
  }
}
