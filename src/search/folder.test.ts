import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { currentSnapshot, publishWork } from './folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongkuan-folder-'));
  await mkdir(join(folder, 'work'));
  await writeFile(join(folder, 'work', 'data'), 'vectors');
});

afterEach(async () => await rm(folder, { recursive: true }));

/** Fails the first `times` times. */
function failing(times: number, error: Error) {
  const settle = (): void => {
    settle.tries++;
    if (settle.tries <= times) throw error;
  };
  settle.tries = 0;
  return settle;
}

test('a copy that cannot be opened is made again', async () => {
  const settle = failing(2, new Error('a segment is missing'));
  const name = await publishWork(folder, settle);
  expect(settle.tries).toBe(3);
  expect(await currentSnapshot(folder)).toBe(name);
});

test('a full disk is not filled again, and leaves nothing behind', async () => {
  const settle = failing(9, Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  await expect(publishWork(folder, settle)).rejects.toThrow('no space left');
  expect(settle.tries).toBe(1);
  expect(await readdir(join(folder, 'snapshots'))).toEqual([]);
  expect(await currentSnapshot(folder)).toBeUndefined();
});
