/**
 * What changed from one version of a travel pack to another. Little endian.
 *
 *   offset 0    4 bytes  magic "TKD1"
 *   offset 4    4 bytes  uint32 length of this header, 64
 *   offset 8   16 bytes  version it leads from
 *   offset 24  16 bytes  version it leads to
 *   offset 40   4 bytes  uint32 J, bytes of the list of deleted ids
 *   offset 44   4 bytes  uint32 P, bytes of the pack of added and changed products
 *   offset 48   8 bytes  float64 Q, bytes of their pictures; 0 when they were not asked for
 *   offset 56   8 bytes  reserved, 0
 *   offset 64   J        UTF-8 JSON, list of ids
 *               P        a pack (`pack-format.ts`)
 *               Q        pictures (`pack-pictures.ts`)
 *
 * A pack made by applying it is equal to the shop's, byte by byte: its hash must be the version it leads to.
 */

import { encodePack } from './pack-builder.ts';
import { checkMagic, concat, corrupt, jsonOf, readHex, utf8, viewOf, writeHex, writeMagic } from './pack-bytes.ts';
import { byId, decodePack, type Pack, type PackItem } from './pack-format.ts';

const MAGIC = 'TKD1';
const HEADER_BYTES = 64;

export interface Difference {
  /** 32 hex digits. */
  readonly from: string;
  readonly to: string;
  readonly deleted: readonly string[];
  /** File of the products that are new or other than before. */
  readonly pack: Uint8Array;
  /** File of their pictures, or of no bytes. */
  readonly pictures: Uint8Array;
}

/** How many products an update touched. */
export interface PackChanges {
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
}

export interface Updated extends PackChanges {
  /** The new pack's file. */
  readonly file: Uint8Array<ArrayBuffer>;
  /** Where the picture of each product is: a place in the old pack, or −1 − the place in the difference. */
  readonly sources: Int32Array;
}

export function encodeDifference({ from, to, deleted, pack, pictures }: Difference): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  const ids = utf8(JSON.stringify(deleted));
  const view = viewOf(header);
  writeMagic(header, MAGIC);
  view.setUint32(4, HEADER_BYTES, true);
  writeHex(header.subarray(8, 24), from);
  writeHex(header.subarray(24, 40), to);
  view.setUint32(40, ids.length, true);
  view.setUint32(44, pack.length, true);
  view.setFloat64(48, pictures.length, true);
  return concat([header, ids, pack, pictures]);
}

/** @throws PACK_CORRUPT */
export function decodeDifference(bytes: Uint8Array): Difference {
  const view = checkMagic(bytes, MAGIC, HEADER_BYTES);
  const packAt = HEADER_BYTES + view.getUint32(40, true);
  const picturesAt = packAt + view.getUint32(44, true);
  if (bytes.length !== picturesAt + view.getFloat64(48, true)) corrupt('length');
  const deleted = jsonOf(bytes.subarray(HEADER_BYTES, packAt), 'deleted ids');
  if (!Array.isArray(deleted) || !deleted.every((id) => typeof id === 'string')) return corrupt('deleted ids');
  return {
    from: readHex(bytes.subarray(8, 24)),
    to: readHex(bytes.subarray(24, 40)),
    deleted,
    pack: bytes.subarray(packAt, picturesAt),
    pictures: bytes.subarray(picturesAt),
  };
}

interface Entry {
  readonly id: string;
  readonly source: number;
  readonly item: () => PackItem;
}

function entriesOf(pack: Pack, sourceOf: (at: number) => number): Entry[] {
  return Array.from({ length: pack.count }, (_, at) => ({
    id: pack.product(at).id,
    source: sourceOf(at),
    item: () => pack.item(at),
  }));
}

/** The new pack, from the old one and what changed. @throws PACK_CORRUPT, also for one of another model */
export function applyDifference(old: Pack, { deleted, pack }: Difference): Updated {
  const fresh = decodePack(pack);
  if (fresh.modelKey !== old.modelKey || fresh.category !== old.category) corrupt('difference of another pack');
  const arrived = entriesOf(fresh, (at) => -1 - at);
  const before = entriesOf(old, (at) => at);
  const known = new Set(before.map(({ id }) => id));
  const gone = new Set([...deleted, ...arrived.map(({ id }) => id)]);
  const all = [...before.filter(({ id }) => !gone.has(id)), ...arrived].sort((a, b) => byId(a.id, b.id));
  const changed = arrived.filter(({ id }) => known.has(id)).length;
  return {
    file: encodePack(old, items(all)),
    sources: Int32Array.from(all, ({ source }) => source),
    added: arrived.length - changed,
    changed,
    deleted: deleted.filter((id) => known.has(id)).length,
  };
}

function* items(entries: readonly Entry[]): Generator<PackItem> {
  for (const { item } of entries) yield item();
}
