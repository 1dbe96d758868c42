/**
 * What servers said of the feeds they sent (`feeds.json` in a catalogue): a feed that did not change since it was imported whole
 * is not even fetched. Losing it costs one reading, nothing else.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Validators } from '../pictures/http.ts';

/** Raised when the same feed would be read in another way than before. */
const VERSION = 1;

/** An import of a feed that came to its end with nothing left to try again. */
export interface ImportedFeed extends Validators {
  /** How it was read: mapping, models, options. */
  readonly reading: string;
  /** Products in the feed. */
  readonly products: number;
  /** Products in the catalogue afterwards: another number means that somebody else wrote or deleted since. */
  readonly catalogued: number;
}

interface State {
  readonly version: number;
  readonly feeds: Readonly<Record<string, ImportedFeed>>;
}

/** What is known of the feed, if it was read in this way and the catalogue is as it was left. */
export async function recallFeed(
  catalogue: string,
  url: string,
  now: Pick<ImportedFeed, 'reading' | 'catalogued'>,
): Promise<ImportedFeed | null> {
  const { feeds } = await readState(catalogue);
  const known = Object.hasOwn(feeds, url) ? feeds[url] : undefined;
  return known && known.reading === now.reading && known.catalogued === now.catalogued ? known : null;
}

/** Remembers an import; null forgets. */
export async function rememberFeed(catalogue: string, url: string, imported: ImportedFeed | null): Promise<void> {
  const feeds = new Map(Object.entries((await readState(catalogue)).feeds));
  if (imported === null && !feeds.has(url)) return;
  if (imported) feeds.set(url, imported);
  else feeds.delete(url);
  const state: State = { version: VERSION, feeds: Object.fromEntries(feeds) };
  const path = pathOf(catalogue);
  await writeFile(`${path}.part`, `${JSON.stringify(state)}\n`);
  await rename(`${path}.part`, path);
}

/** Forgets all feeds: somebody deleted products, and their feeds are to bring them back. */
export async function forgetFeeds(catalogue: string): Promise<void> {
  await rm(pathOf(catalogue), { force: true });
}

async function readState(catalogue: string): Promise<State> {
  try {
    const state = JSON.parse(await readFile(pathOf(catalogue), 'utf8')) as State;
    if (state.version === VERSION) return state;
  } catch {
    // none yet, or damaged: feeds are read again
  }
  return { version: VERSION, feeds: {} };
}

function pathOf(catalogue: string): string {
  return join(catalogue, 'feeds.json');
}
