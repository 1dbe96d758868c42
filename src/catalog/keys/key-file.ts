/** The file of a catalogue's keys (`core/keys.ts`): written here, read by the endpoint. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { KEYS_FILE, type KeyRecord, type KeyScope, parseKeys } from '#core/keys.ts';

const SECRET_BYTES = 32;

/** Keys of a catalogue, revoked ones too. @throws USAGE when the file is damaged */
export async function readKeys(catalogue: string): Promise<readonly KeyRecord[]> {
  const path = join(catalogue, KEYS_FILE);
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null;
    throw new TongkuanError('USAGE', { what: `${path} cannot be read` }, { cause: thrown });
  });
  if (text === null) return [];
  const keys = parseKeys(text);
  if (!keys) throw new TongkuanError('USAGE', { what: `${path} is damaged: mend or remove it` });
  return keys;
}

/** Whole or not at all, for its owner only. */
async function writeKeys(catalogue: string, keys: readonly KeyRecord[]): Promise<void> {
  await mkdir(catalogue, { recursive: true });
  const path = join(catalogue, KEYS_FILE);
  const temporary = `${path}.${process.pid}.new`;
  await writeFile(temporary, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, path);
}

export interface NewKey {
  readonly scope: KeyScope;
  readonly name: string;
  readonly expires: string | null;
}

/** Makes a key. @returns its text, which is kept nowhere, and its record */
export async function addKey(catalogue: string, wanted: NewKey): Promise<{ key: string; record: KeyRecord }> {
  const id = randomBytes(4).toString('hex');
  const key = `tk_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  const record: KeyRecord = { id, hash, ...wanted, created: new Date().toISOString(), revoked: null };
  await writeKeys(catalogue, [...(await readKeys(catalogue)), record]);
  return { key, record };
}

/** From now on the key is refused. @throws USAGE for an id nobody has */
export async function revokeKey(catalogue: string, id: string): Promise<KeyRecord> {
  const keys = await readKeys(catalogue);
  const key = keys.find((each) => each.id === id);
  if (!key) throw new TongkuanError('USAGE', { what: `there is no key ${id}: see keys list` });
  const revoked = { ...key, revoked: key.revoked ?? new Date().toISOString() };
  await writeKeys(
    catalogue,
    keys.map((each) => (each === key ? revoked : each)),
  );
  return revoked;
}
