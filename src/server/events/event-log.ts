/**
 * What shoppers were shown and clicked, kept as JSON lines: `<folder>/<day>-<number>.jsonl`, only ever appended to. A file that is
 * full is followed by the next number; days that are over are removed after a while. Several processes may append.
 */
import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { serialQueue } from '#core/serial-queue.ts';

/** A file that is longer is followed by another: still opened by any editor. */
const FILE_BYTES = 16_000_000;
/** All of them together take at most a gigabyte: whoever sends too much fills no disk. */
const FILES_MAX = 64;
/** Long enough to learn from, short enough to forget. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 3_600_000;
const NAME = /^(\d{4}-\d{2}-\d{2})-(\d{4})\.jsonl$/;

export interface EventLog {
  /** All of them are kept once this returns. @throws EVENTS_FULL: some may be */
  append(events: readonly object[]): Promise<void>;
}

export interface EventLogOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly fileBytes?: number;
  readonly filesMax?: number;
}

export function eventLog(folder: string, options: EventLogOptions = {}): EventLog {
  const { now = Date.now, fileBytes = FILE_BYTES, filesMax = FILES_MAX } = options;
  const inTurn = serialQueue();
  let cleanedFor = '';
  /** The last write may have ended within a line. */
  let torn = false;

  /** Names of the files, oldest first; those of days long over are removed once a day. */
  async function files(today: string): Promise<string[]> {
    const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
    if (cleanedFor === today) return names;
    const first = dayOf(now() - KEPT_DAYS * DAY_MS);
    const old = names.filter((name) => name < first);
    for (const name of old) await rm(join(folder, name), { force: true });
    cleanedFor = today;
    return names.slice(old.length);
  }

  /** The file to append to. @throws EVENTS_FULL */
  async function current(): Promise<string> {
    const today = dayOf(now());
    const names = await files(today);
    const last = names.findLast((name) => name.startsWith(today));
    if (last !== undefined && (await stat(join(folder, last))).size < fileBytes) return join(folder, last);
    if (names.length >= filesMax) throw new TongkuanError('EVENTS_FULL', { files: names.length });
    const number = Number(NAME.exec(last ?? '')?.[2] ?? 0) + 1;
    return join(folder, `${today}-${String(number).padStart(4, '0')}.jsonl`);
  }

  async function write(events: readonly object[]): Promise<void> {
    const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    try {
      await makeFolder(folder);
      const path = await current();
      await appendFile(path, torn ? `\n${lines}` : lines);
      torn = false;
    } catch (thrown) {
      torn = true;
      throw thrown;
    }
  }

  return {
    append: (events) =>
      inTurn(() => write(events)).catch((thrown: unknown) => {
        if (thrown instanceof TongkuanError) throw thrown;
        throw new TongkuanError('EVENTS_FULL', {}, { cause: thrown });
      }),
  };
}

/** Not its parents: while a catalogue is being replaced there is no place for events, and none must be made. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'EEXIST') throw thrown;
  });
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
