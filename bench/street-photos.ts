/** The real street photos that have masks, as training divides them. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const DATA = process.env.TONGKUAN_DATA ?? join(import.meta.dirname, '..', '..', 'shared', 'data');

/** As `split_of` in training/common.py. */
function splitOf(key: string): 'train' | 'val' {
  const hash = createHash('sha1').update(key).digest('hex').slice(0, 8);
  return Number.parseInt(hash, 16) % 100 < 12 ? 'val' : 'train';
}

/** Names of one side, sorted: `street/photos/<name>.jpg` in DATA. */
export async function streetPhotos(side: 'train' | 'val'): Promise<string[]> {
  const names = (await readdir(join(DATA, 'street', 'masks'))).map((file) => file.replace('.png', ''));
  return names.sort().filter((name) => splitOf(`street/${name}`) === side);
}
