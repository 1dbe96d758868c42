/**
 * What an import is about to do, written down before it is done: `imports/<source>.jsonl` in the catalogue, one JSON object a
 * line, on the disk before the index is touched. A killed import leaves it without an end; the next one of the same source
 * counts what was done as its own. It also keeps which products came from the source, to tell what left its feed.
 */
import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, stat, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { batches } from '#search/batches.ts';

/** Ids a line holds: short enough to be read at once. */
const IDS_A_LINE = 1_000;
export const JOURNAL_SUFFIX = '.jsonl';
/** The source of a feed that is given no name: it also owns what came in before there were journals. */
export const MAIN_SOURCE = 'main';

/** What was done since the last import of the source that came to its end. */
export interface Unfinished {
  readonly added: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly withdrawn: ReadonlySet<string>;
}

type Line =
  | { readonly begin: string; readonly feed: string; readonly modelKey: string }
  | { readonly added: readonly string[]; readonly changed: readonly string[] }
  | { readonly withdrawn: readonly string[] }
  | { readonly members: readonly string[] }
  | { readonly end: unknown };

/** Folder of a catalogue's journals. */
export function journalsFolder(catalogue: string): string {
  return join(catalogue, 'imports');
}

export class ImportJournal {
  /** Products of the source: when its last import ended, and written since; null for the main source while it never ended one: all there is. */
  readonly members: ReadonlySet<string> | null;
  /** Null when the last import came to its end. */
  readonly unfinished: Unfinished | null;
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle, { members, unfinished }: State) {
    this.#path = path;
    this.#file = file;
    this.members = members;
    this.unfinished = unfinished;
  }

  /** Opens the journal of a source and begins an import in it. @param modelKey work of other models does not count */
  static async begin(catalogue: string, source: string, feed: string, modelKey: string): Promise<ImportJournal> {
    const folder = journalsFolder(catalogue);
    await mkdir(folder, { recursive: true });
    const path = join(folder, source + JOURNAL_SUFFIX);
    const state = await readState(path, source, modelKey);
    if (existsSync(path)) await truncate(path, state.soundBytes); // a line that a kill cut off
    const journal = new ImportJournal(path, await open(path, 'a'), state);
    await journal.#write({ begin: new Date().toISOString(), feed, modelKey });
    return journal;
  }

  /** Before products are written. */
  writing(added: readonly string[], changed: readonly string[]): Promise<void> {
    return this.#write({ added, changed });
  }

  /** Before products are deleted. */
  withdrawing(ids: readonly string[]): Promise<void> {
    return this.#write({ withdrawn: ids });
  }

  /** The import is done. @param members the products of the source now @param summary for people who look */
  async end(members: Iterable<string>, summary: unknown): Promise<void> {
    const successor = `${this.#path}.new`;
    const file = await open(successor, 'w');
    try {
      for (const ids of batches(members, IDS_A_LINE)) await file.write(lineOf({ members: ids }));
      await file.write(lineOf({ end: summary }));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(successor, this.#path);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(line: Line): Promise<void> {
    await this.#file.write(lineOf(line));
    await this.#file.datasync();
  }
}

/** Which of these products other sources of the catalogue list as well. */
export async function listedElsewhere(
  catalogue: string,
  source: string,
  ids: ReadonlySet<string>,
): Promise<Set<string>> {
  const found = new Set<string>();
  const folder = journalsFolder(catalogue);
  for (const name of ids.size === 0 ? [] : await readdir(folder)) {
    if (!name.endsWith(JOURNAL_SUFFIX) || basename(name, JOURNAL_SUFFIX) === source) continue;
    for await (const { line } of linesOf(join(folder, name)))
      for (const id of memberIds(line)) if (ids.has(id)) found.add(id);
  }
  return found;
}

/** Products a line names as the source's; one that was withdrawn and is still there is so only by mistake. */
function memberIds(line: Line): readonly string[] {
  if ('members' in line) return line.members;
  return 'added' in line ? [...line.added, ...line.changed] : [];
}

interface State {
  readonly members: ReadonlySet<string> | null;
  readonly unfinished: Unfinished | null;
  /** Bytes up to the end of the last whole line. */
  readonly soundBytes: number;
}

async function readState(path: string, source: string, modelKey: string): Promise<State> {
  const members = new Set<string>();
  const [added, changed, withdrawn] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let [hasEnded, hasBegun, isOfModel, soundBytes] = [false, false, false, 0];
  for await (const { line, end } of linesOf(path)) {
    soundBytes = end;
    if ('end' in line) hasEnded = true;
    if ('begin' in line) {
      hasBegun = true;
      isOfModel = line.modelKey === modelKey;
      if (!isOfModel) for (const set of [added, changed, withdrawn]) set.clear();
    }
    for (const id of memberIds(line)) members.add(id);
    if (!isOfModel) continue;
    if ('added' in line) for (const id of line.added) added.add(id);
    if ('changed' in line) for (const id of line.changed) changed.add(id);
    if ('withdrawn' in line) for (const id of line.withdrawn) withdrawn.add(id);
  }
  const unfinished = hasBegun ? { added, changed, withdrawn } : null;
  return { members: hasEnded || source !== MAIN_SOURCE ? members : null, unfinished, soundBytes };
}

/** The whole lines of a journal and where each ends; a last line that was cut off is left out. */
async function* linesOf(path: string): AsyncGenerator<{ line: Line; end: number }> {
  if (!existsSync(path)) return;
  const { size } = await stat(path);
  let end = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    end += Buffer.byteLength(text) + 1;
    const line = parsed(text);
    if (!line || end > size) return;
    yield { line, end };
  }
}

function parsed(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}

function lineOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}
