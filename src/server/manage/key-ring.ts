/** Who may manage a catalogue: `keys.json` in its folder, read anew when it has changed. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { allows, isInForce, KEYS_FILE, type KeyRecord, type KeyScope, keyIdIn, parseKeys } from '#core/keys.ts';

export interface KeyRing {
  /** @param header of `authorization`. @throws KEY_INVALID, KEY_SCOPE */
  check(header: string | undefined, wanted: KeyScope): Promise<void>;
}

/** Compared with when there is no such key, so that both take the same time. */
const NOBODY = Buffer.alloc(32);

/** @param catalogue its folder */
export function keyRing(catalogue: string, now: () => number = Date.now): KeyRing {
  const path = join(catalogue, KEYS_FILE);
  let known: { version: string; keys: ReadonlyMap<string, KeyRecord> } | undefined;

  /** A file that is missing or damaged holds no key. */
  async function keys(): Promise<ReadonlyMap<string, KeyRecord>> {
    const info = await stat(path, { bigint: true }).catch(() => null);
    const version = info ? `${info.ino} ${info.mtimeNs} ${info.size}` : 'none';
    if (known?.version !== version) {
      const text = info ? await readFile(path, 'utf8').catch(() => '') : '';
      known = { version, keys: new Map((parseKeys(text) ?? []).map((key) => [key.id, key])) };
    }
    return known.keys;
  }

  return {
    async check(header, wanted) {
      const text = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '';
      const record = (await keys()).get(keyIdIn(text) ?? '');
      const given = createHash('sha256').update(text).digest();
      const isSame = timingSafeEqual(given, record ? Buffer.from(record.hash, 'hex') : NOBODY);
      if (!record || !isSame || !isInForce(record, now())) throw new TongkuanError('KEY_INVALID');
      if (!allows(record.scope, wanted)) throw new TongkuanError('KEY_SCOPE', { scope: record.scope, wanted });
    },
  };
}
