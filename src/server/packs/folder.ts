/**
 * Where travel packs are kept: a folder beside the pictures, which may be deleted at any time.
 *
 *   <category>-<version>.pack             core/pack-format.ts
 *   <category>-<version>.pictures         core/pack-pictures.ts
 *   <category>-<from>-<to>.change         core/pack-difference.ts; ends in -pictures.change with pictures
 *   <category>-<version>.known            JSON lines, id and key of each product, for differences from versions that are gone
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Versions a difference can lead from, of one category: two months of weekly travellers. */
const VERSIONS_KNOWN = 8;
/** Left behind by a process that was killed while it wrote. */
const ABANDONED_MS = 24 * 3_600_000;
const FILE_NAME = /^(\d+)-([0-9a-f]{32})(?:-([0-9a-f]{32})(?:-pictures)?)?\.(pack|pictures|change|known)$/;

export type PackFile = 'pack' | 'pictures';

export interface PackFolder {
  path(name: string): string;
  /** Whole or not at all. @returns bytes */
  write(name: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number>;
  read(name: string): Promise<Buffer>;
  /** Length in bytes, or null when there is no such file. */
  size(name: string): Promise<number | null>;
  /** Removes what belongs to none of these versions, and old lists of what was. */
  prune(versions: ReadonlySet<string>): Promise<void>;
}

export const nameOf = (category: number, version: string, what: PackFile | 'known') => `${category}-${version}.${what}`;

export function changeName(category: number, from: string, to: string, pictures: boolean): string {
  return `${category}-${from}-${to}${pictures ? '-pictures' : ''}.change`;
}

/** The folder, made where there is none; where that is not allowed, a temporary one of this process. */
export async function packFolder(wanted: string): Promise<PackFolder> {
  const folder = await mkdir(wanted, { recursive: true })
    .then(() => probe(wanted))
    .catch(() => mkdtemp(join(tmpdir(), 'tongkuan-packs-')));
  const path = (name: string) => join(folder, name);

  async function write(name: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number> {
    const part = path(`.${randomUUID()}`);
    try {
      await pipeline(Readable.from(parts, { objectMode: false }), createWriteStream(part));
      await rename(part, path(name));
    } catch (thrown) {
      await rm(part, { force: true });
      throw thrown;
    }
    return (await stat(path(name))).size;
  }

  /** @returns milliseconds since the file was written; none once it is gone */
  async function ageOf(name: string): Promise<number> {
    const { mtimeMs } = await stat(path(name)).catch(() => ({ mtimeMs: Date.now() }));
    return Date.now() - mtimeMs;
  }

  async function prune(versions: ReadonlySet<string>): Promise<void> {
    const known = new Map<string, { name: string; age: number }[]>();
    const gone: string[] = [];
    for (const name of await readdir(folder)) {
      const [, category = '', version = '', to = version, kind] = FILE_NAME.exec(name) ?? [];
      if (kind === 'known') {
        known.set(category, [...(known.get(category) ?? []), { name, age: await ageOf(name) }]);
      } else if (kind ? !versions.has(to) : (await ageOf(name)) > ABANDONED_MS) gone.push(name);
    }
    for (const lists of known.values()) {
      const oldest = lists.sort((a, b) => a.age - b.age).slice(VERSIONS_KNOWN);
      gone.push(...oldest.map(({ name }) => name));
    }
    for (const name of gone) await rm(path(name), { force: true });
  }

  return {
    path,
    write,
    prune,
    read: (name) => readFile(path(name)),
    size: (name) =>
      stat(path(name)).then(
        ({ size }) => size,
        () => null,
      ),
  };
}

async function probe(folder: string): Promise<string> {
  const file = join(folder, `.${randomUUID()}`);
  await writeFile(file, '');
  await access(file);
  await rm(file);
  return folder;
}
