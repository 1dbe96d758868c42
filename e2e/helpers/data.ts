/** Where the pictures of the tests come from. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
export const SHARED = process.env.TONGKUAN_DATA ?? join(ROOT, '..', 'shared', 'data');
/** Are the real pictures at hand? */
export const HAS_REAL = existsSync(join(SHARED, 'street', 'photos'));
export const SCRATCH = join(ROOT, '.cache', 'e2e');
mkdirSync(SCRATCH, { recursive: true });

/** A street photo nobody trained on (validation split) with a bag in it, or a drawn scene with one. */
export const STREET_PHOTO = HAS_REAL
  ? join(SHARED, 'street', 'photos', '0242.jpg')
  : join(ROOT, 'dist', 'examples', 'scene-1.jpg');
