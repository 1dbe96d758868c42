/**
 * Opening an index kept by zvec, Alibaba's embedded vector store.
 *
 * An index is a folder (`folder.ts`). One process writes at a time; any number read, also while it writes. Writers are
 * `WriterIndex`, readers `ReaderIndex`; what they do with products is in `zvec-shelf.ts`.
 */
import { mkdir } from 'node:fs/promises';
import { TongkuanError } from '#core/errors.ts';
import { isUnclean, readHeader, writeHeader } from './folder.ts';
import { ReaderIndex } from './reader.ts';
import { createWork, openWork } from './work.ts';
import { WriterIndex } from './writer.ts';

export interface OpenOptions {
  readonly mode: 'read' | 'write';
  /** Model the caller's vectors come from, 16 hex digits; absent: any. */
  readonly modelKey?: string;
}

async function headerOf(folder: string, modelKey: string | undefined): Promise<string> {
  const header = await readHeader(folder);
  if (!header) throw new TongkuanError('INDEX_MISSING');
  if (modelKey !== undefined && header.modelKey !== modelKey) {
    throw new TongkuanError('MODEL_MISMATCH', { index: header.modelKey, vector: modelKey });
  }
  return header.modelKey;
}

async function openWriter(folder: string, modelKey?: string, waitMs?: number): Promise<WriterIndex> {
  const key = await headerOf(folder, modelKey);
  return WriterIndex.open(folder, key, await openWork(folder, waitMs));
}

/** Publishes what a killed writer left. Does nothing while a writer is alive or where this process may not write. */
async function recover(folder: string): Promise<void> {
  if (!isUnclean(folder)) return;
  try {
    const index = await openWriter(folder, undefined, 0);
    await index.close();
  } catch {
    // readers go on with the newest snapshot; the next writer meets the cause and tells it
  }
}

/**
 * Opens an existing index.
 * @throws INDEX_MISSING, INDEX_BUSY (another process writes), MODEL_MISMATCH, INDEX_BROKEN
 */
export async function openIndex(folder: string, options: OpenOptions & { mode: 'write' }): Promise<WriterIndex>;
export async function openIndex(folder: string, options: OpenOptions & { mode: 'read' }): Promise<ReaderIndex>;
export async function openIndex(folder: string, { mode, modelKey }: OpenOptions): Promise<WriterIndex | ReaderIndex> {
  if (mode === 'write') return openWriter(folder, modelKey);
  await headerOf(folder, modelKey);
  const reader = await watchIndex(folder);
  try {
    await reader.generation();
    return reader;
  } catch (thrown) {
    await reader.close();
    throw thrown;
  }
}

/**
 * A reader that may start before there is any index: its calls throw INDEX_MISSING until one is published, and serve
 * every later one. For servers.
 */
export async function watchIndex(folder: string): Promise<ReaderIndex> {
  await recover(folder);
  return new ReaderIndex(folder);
}

/**
 * Opens an index for writing and makes an empty one where there is none.
 * @throws INDEX_BUSY, MODEL_MISMATCH, INDEX_BROKEN
 */
export async function createIndex(folder: string, modelKey: string): Promise<WriterIndex> {
  if (await readHeader(folder)) return openWriter(folder, modelKey);
  await mkdir(folder, { recursive: true });
  const work = await createWork(folder);
  try {
    await writeHeader(folder, modelKey);
  } catch (thrown) {
    work.closeSync();
    throw thrown;
  }
  return WriterIndex.open(folder, modelKey, work);
}
