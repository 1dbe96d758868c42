/** Reads the whole index once and writes a pack for each category. Searches go on meanwhile. */
import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { PackBuilder } from '#core/pack-builder.ts';
import { byId, PACK_KEY_BYTES, PACK_VERSION_HEX } from '#core/pack-format.ts';
import type { ServedIndex } from '../deps.ts';
import { nameOf, type PackFolder } from './folder.ts';

/** Documents read at a time: one or two milliseconds in which nobody is answered. */
const BATCH = 32;
/** Hashed at a time: about a millisecond. */
const HASHED_BYTES = 524_288;
const LINES = 500;

/** A pack as it lies in the folder. */
export interface BuiltPack {
  readonly category: number;
  /** 32 hex digits of the sha256 of the file. */
  readonly version: string;
  readonly products: number;
  readonly bytes: number;
}

interface Growing {
  readonly builder: PackBuilder;
  /** File names of the pictures, in the order of the products. */
  readonly pictures: string[];
  /** Id and key of each product. */
  readonly known: [string, string][];
}

/** Picture names of a pack's products, beside what the folder holds. */
export interface BuildResult {
  readonly packs: readonly BuiltPack[];
  readonly pictures: ReadonlyMap<number, readonly string[]>;
}

/** 8 bytes that change whenever the product or its picture does. */
function keyOf(contentHash: string): Buffer {
  return createHash('sha256').update(contentHash).digest().subarray(0, PACK_KEY_BYTES);
}

/**
 * Memory: about 300 bytes a product, in buffers. Stops between two batches once `signal` fires.
 * @throws INDEX_MISSING, INDEX_BROKEN, or the signal's reason
 */
export async function buildPacks(index: ServedIndex, folder: PackFolder, signal: AbortSignal): Promise<BuildResult> {
  const growing = await readIndex(index, signal);
  const packs: BuiltPack[] = [];
  for (const [category, { builder, known }] of growing) {
    const parts = builder.parts();
    const version = await versionOf(parts);
    const name = nameOf(category, version, 'pack');
    const bytes = (await folder.size(name)) ?? (await folder.write(name, parts));
    await folder.write(nameOf(category, version, 'known'), linesOf(known));
    packs.push({ category, version, products: builder.count, bytes });
  }
  packs.sort((a, b) => b.products - a.products || a.category - b.category);
  return { packs, pictures: new Map([...growing].map(([category, { pictures }]) => [category, pictures])) };
}

/** A hash of many megabytes, computed without keeping anybody waiting. */
async function versionOf(parts: readonly Uint8Array[]): Promise<string> {
  const hash = createHash('sha256');
  for (const part of parts) {
    for (let at = 0; at < part.length; at += HASHED_BYTES) {
      hash.update(part.subarray(at, at + HASHED_BYTES));
      await breathe();
    }
  }
  return hash.digest('hex').slice(0, PACK_VERSION_HEX);
}

/** JSON lines, some hundred at a time. */
function* linesOf(known: readonly [string, string][]): Generator<Uint8Array> {
  for (let at = 0; at < known.length; at += LINES) {
    const lines = known.slice(at, at + LINES).map((each) => `${JSON.stringify(each)}\n`);
    yield Buffer.from(lines.join(''));
  }
}

async function readIndex(index: ServedIndex, signal: AbortSignal): Promise<Map<number, Growing>> {
  const ids: string[] = [];
  for await (const id of index.ids()) ids.push(id);
  ids.sort(byId);
  const growing = new Map<number, Growing>();
  for (let at = 0; at < ids.length; at += BATCH) {
    signal.throwIfAborted();
    for (const { product, vector, picture, contentHash } of await index.get(ids.slice(at, at + BATCH))) {
      const { category } = product;
      const one = growing.get(category) ?? fresh(index.modelKey, category);
      growing.set(category, one);
      const key = keyOf(contentHash);
      one.builder.add({ product, vector, key });
      one.pictures.push(picture);
      one.known.push([product.id, key.toString('hex')]);
    }
    await breathe();
  }
  return growing;
}

function fresh(modelKey: string, category: number): Growing {
  return { builder: new PackBuilder({ modelKey, category }), pictures: [], known: [] };
}
