/** What the page shows of travel packs, as plain data. */
import type { TongkuanError } from '#core/errors.ts';
import type { PackChanges } from '#core/pack-difference.ts';
import type { OfferedPack } from '#core/search-protocol.ts';
import type { Download, KeptPack, Progress } from './services/packs/types.ts';

export interface Transfer extends Progress {
  readonly stage: 'running' | 'paused' | 'failed';
  readonly categories: readonly number[];
  readonly error: TongkuanError | null;
}

export interface PacksState {
  /** The shop's list. */
  readonly shop: 'unknown' | 'loading' | 'here' | 'failed';
  readonly offered: readonly OfferedPack[];
  readonly kept: readonly KeptPack[];
  /** Deleted, and can be brought back. */
  readonly deleted: readonly KeptPack[];
  readonly transfer: Transfer | null;
  readonly updating: boolean;
  /** What the last update did. */
  readonly changes: PackChanges | null;
  /** Bytes; null while unknown. */
  readonly room: number | null;
  /** Of what was asked last, apart from downloads. */
  readonly error: TongkuanError | null;
}

export const NO_PACKS: PacksState = {
  shop: 'unknown',
  offered: [],
  kept: [],
  deleted: [],
  transfer: null,
  updating: false,
  changes: null,
  room: null,
  error: null,
};

/** Bytes of a product's picture, until the shop has made them and knows. */
const PICTURE_BYTES = 2100;

/** Bytes that a pack will take; `exact` false while its pictures are still being made. */
export function sizeOf({ bytes, products, pictureBytes }: OfferedPack, pictures: boolean) {
  if (!pictures) return { bytes, exact: true };
  return { bytes: bytes + (pictureBytes ?? products * PICTURE_BYTES), exact: pictureBytes !== null };
}

/** Packs on this device that are no longer what the shop has. */
export function outdated({ kept, offered }: PacksState): KeptPack[] {
  const versions = new Map(offered.map(({ category, version }) => [category, version]));
  return kept.filter(({ category, version }) => versions.has(category) && versions.get(category) !== version);
}

/** Downloads as they were left: by a pause, or by a page that was closed. */
export function waiting(downloads: readonly Download[]): Transfer | null {
  if (downloads.length === 0) return null;
  const loaded = downloads.reduce((sum, each) => sum + each.loaded, 0);
  const total = downloads.reduce((sum, each) => sum + Math.max(each.total, each.loaded), 0);
  return { stage: 'paused', categories: downloads.map(({ category }) => category), loaded, total, error: null };
}
