import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isInForce, keyIdIn, parseKeys } from '#core/keys.ts';
import { successorOf, swapIn } from '../catalogue.ts';
import { cli, scratchFolder } from '../testing.ts';
import { addKey, readKeys } from './key-file.ts';

vi.setConfig({ testTimeout: 120_000 }); // processes are started, on busy machines too

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
});
afterAll(() => remove());

test('a key is shown once, and kept as its hash only, for its owner', async () => {
  const catalogue = join(folder, 'north');
  const tenants = join(folder, 'tenants.json');
  await writeFile(tenants, JSON.stringify({ tenants: [{ name: 'north', catalogue: 'north' }] }));
  const where = ['--tenants', tenants, '--tenant', 'north'];
  const { lines } = await cli('keys', 'add', '--scope', 'write', '--name', 'till', '--days', '7', ...where);
  const [made] = lines as [Record<string, string>];
  expect(made).toMatchObject({ scope: 'write', name: 'till', revoked: null });
  expect(keyIdIn(made.key as string)).toBe(made.id);
  const text = await readFile(join(catalogue, 'keys.json'), 'utf8');
  expect(text).not.toContain((made.key as string).slice(-43));
  expect((await stat(join(catalogue, 'keys.json'))).mode & 0o077).toBe(0);
  const [record] = parseKeys(text) ?? [];
  expect(record && isInForce(record, Date.now())).toBe(true);
  expect(record && isInForce(record, Date.now() + 8 * 24 * 3_600_000)).toBe(false);
  expect((await cli('keys', 'list', ...where)).lines).toEqual([
    { id: made.id, scope: 'write', name: 'till', created: made.created, expires: made.expires, revoked: null },
  ]);
  const revoked = await cli('keys', 'revoke', made.id as string, ...where);
  expect(revoked.lines[0]).toMatchObject({ id: made.id, revoked: expect.any(String) });
  const nobody = await cli('keys', 'revoke', 'ffffffff', ...where);
  expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('there is no key ffffffff')]);
  const elsewhere = await cli('keys', 'list', '--tenants', tenants, '--tenant', 'south');
  expect([elsewhere.code, elsewhere.stderr]).toEqual([2, expect.stringContaining('there is no tenant south')]);
});

test('keys and events stay when the products are replaced', async () => {
  const catalogue = join(folder, 'replaced');
  const { record } = await addKey(catalogue, { scope: 'read', name: '', expires: null });
  await mkdir(join(catalogue, 'events'));
  await writeFile(join(catalogue, 'events', '2026-11-26-0001.jsonl'), '{}\n');
  await mkdir(successorOf(catalogue));
  await swapIn(catalogue);
  expect(await readKeys(catalogue)).toEqual([record]);
  expect(await readFile(join(catalogue, 'events', '2026-11-26-0001.jsonl'), 'utf8')).toBe('{}\n');
});
