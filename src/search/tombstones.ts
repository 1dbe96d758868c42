/**
 * Products deleted since a snapshot was published, by id: a file beside the snapshot, a JSON string a line. The next snapshot
 * has none, as it lacks the products themselves.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** More are published instead: whatever is read of a snapshot has to leave them out. */
export const TOMBSTONES_MAX = 256;

const NEWLINE = 10;

/** Adds ids; they are on the disk when this is done. */
export async function bury(path: string, ids: readonly string[]): Promise<void> {
  const file = await open(path, 'a');
  try {
    await file.appendFile(ids.map((id) => `${JSON.stringify(id)}\n`).join(''));
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The ids in such a file, as it grows. */
export class Tombstones {
  readonly #path: string;
  readonly #ids = new Set<string>();
  #read = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Those that are there now. A look at the file's size when nothing came. */
  ids(): ReadonlySet<string> {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > this.#read) this.#readOn(size);
    return this.#ids;
  }

  /** Whole lines only: the last one may be half written. */
  #readOn(size: number): void {
    const bytes = Buffer.alloc(size - this.#read);
    const file = openSync(this.#path, 'r');
    try {
      readSync(file, bytes, 0, bytes.length, this.#read);
    } finally {
      closeSync(file);
    }
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    for (const line of bytes.toString('utf8', 0, end).split('\n')) if (line) this.#ids.add(JSON.parse(line) as string);
    this.#read += end;
  }
}
