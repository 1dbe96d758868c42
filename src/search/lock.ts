/**
 * The lock of the one writer: an empty zvec collection held open. Node has no file locks of its own, zvec's belongs to
 * the kernel: it ends with its process, however that ends.
 */
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { TongkuanError } from '#core/errors.ts';
import { pathsOf } from './folder.ts';
import { createCollection, openCollection } from './zvec-engine.ts';

/** A reader that brings a killed writer's work to an end holds the lock for a moment: a new writer waits that long. */
const WAIT_MS = 2000;
const RETRY_MS = 50;

function isBusy(thrown: unknown): boolean {
  return thrown instanceof TongkuanError && thrown.code === 'INDEX_BUSY';
}

function take(path: string): () => void {
  if (existsSync(path)) {
    try {
      const held = openCollection(path, 'write');
      return () => held.closeSync();
    } catch (thrown) {
      if (isBusy(thrown)) throw thrown;
      rmSync(path, { recursive: true, force: true }); // its maker was killed while making it; nothing is lost
    }
  }
  const held = createCollection(path);
  return () => held.closeSync();
}

/** Takes the lock. @returns what frees it. @throws INDEX_BUSY when another writer has it */
export async function takeWriterLock(folder: string, waitMs = WAIT_MS): Promise<() => void> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      return take(pathsOf(folder).lock);
    } catch (thrown) {
      if (!isBusy(thrown) || Date.now() >= deadline) throw thrown;
      await sleep(RETRY_MS);
    }
  }
}
