/**
 * Keys of a catalogue: `tk_<id>_<secret>`. The file `keys.json` in its folder holds their SHA-256 only, which is enough for
 * 256 random bits. The command line writes the file, the endpoint reads it anew when it has changed.
 */
export const KEYS_FILE = 'keys.json';
/** Each may do what those before it may. */
export const KEY_SCOPES = ['read', 'write'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

export interface KeyRecord {
  /** 8 hex digits, no secret. */
  readonly id: string;
  /** SHA-256 of the whole key, hex. */
  readonly hash: string;
  readonly scope: KeyScope;
  /** What people call it. */
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
  readonly expires: string | null;
  readonly revoked: string | null;
}

/** The id in a key's text, or null for what is no key. */
export function keyIdIn(text: string): string | null {
  return /^tk_([0-9a-f]{8})_[\w-]{43}$/.exec(text)?.[1] ?? null;
}

/** True while a key may be used. @param now milliseconds since 1970 */
export function isInForce({ expires, revoked }: KeyRecord, now: number): boolean {
  return revoked === null && (expires === null || Date.parse(expires) > now);
}

export function allows(scope: KeyScope, wanted: KeyScope): boolean {
  return KEY_SCOPES.indexOf(scope) >= KEY_SCOPES.indexOf(wanted);
}

/** The keys in a file's text, or null when it is damaged. */
export function parseKeys(text: string): KeyRecord[] | null {
  try {
    const { keys } = JSON.parse(text) as { keys: KeyRecord[] };
    return keys.every(isKeyRecord) ? keys : null;
  } catch {
    return null;
  }
}

function isKeyRecord({ id, hash, scope, expires, revoked }: KeyRecord): boolean {
  const isTime = (time: unknown) => time === null || (typeof time === 'string' && !Number.isNaN(Date.parse(time)));
  const isHex = /^[0-9a-f]{8}$/.test(id) && /^[0-9a-f]{64}$/.test(hash);
  return isHex && KEY_SCOPES.includes(scope) && isTime(expires) && isTime(revoked);
}
