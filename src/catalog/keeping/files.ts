/** The list of a backup's files: JSON lines of path, bytes and sha256, written beside the files and checked when they are read. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { createInterface } from 'node:readline';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TongkuanError } from '#core/errors.ts';

/** Says what the folder is; another layout gets another number. */
export const FORMAT = 'tongkuan-backup-1';
export const HEADER = 'backup.json';
export const LIST = 'files.jsonl';
/** What folders of indexes are called in front of their names in a backup. */
export const SAVED = 'saved-';

export interface ListedFile {
  /** Below the backup's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Copies a file and tells what was copied. */
export async function copyFile(from: string, to: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await mkdir(dirname(to), { recursive: true });
  await pipeline(createReadStream(from), count, createWriteStream(to, { flush: true }));
  return { bytes, sha256: hash.digest('hex') };
}

/** sha256 of a file. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Files of a list. Its paths may lead nowhere but below the backup. @throws BACKUP_INVALID */
export async function* readList(path: string): AsyncGenerator<ListedFile> {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const file = parse(line);
    const outside = isAbsolute(file.path) || normalize(file.path).startsWith('..') || file.path.includes('\\');
    if (outside) throw new TongkuanError('BACKUP_INVALID', { file: file.path });
    yield file;
  }
}

function parse(line: string): ListedFile {
  try {
    const { path, bytes, sha256 } = JSON.parse(line) as ListedFile;
    if (typeof path === 'string' && Number.isInteger(bytes) && /^[0-9a-f]{64}$/.test(sha256)) {
      return { path, bytes, sha256 };
    }
  } catch {
    // told below
  }
  throw new TongkuanError('BACKUP_INVALID', { file: LIST });
}

/** Copies a listed file. @throws BACKUP_INVALID when it is not there or not what the list says */
export async function restoreFile(backup: string, { path, bytes, sha256 }: ListedFile, target: string): Promise<void> {
  const to = join(target, path.startsWith(SAVED) ? path.slice(SAVED.length) : path);
  const copied = await copyFile(join(backup, path), to).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new TongkuanError('BACKUP_INVALID', { file: path, reason: 'missing' }, { cause });
  });
  if (copied.bytes !== bytes || copied.sha256 !== sha256) throw new TongkuanError('BACKUP_INVALID', { file: path });
}
