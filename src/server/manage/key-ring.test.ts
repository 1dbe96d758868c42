import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeyRecord } from '#core/keys.ts';
import { temporaryFolder } from '#search/testing.ts';
import { keyRing } from './key-ring.ts';

const NOW = Date.UTC(2026, 10, 26);
const KEY = `tk_0123abcd_${'x'.repeat(43)}`;
const RECORD: KeyRecord = {
  id: '0123abcd',
  hash: createHash('sha256').update(KEY).digest('hex'),
  scope: 'write',
  name: '',
  created: new Date(NOW).toISOString(),
  expires: null,
  revoked: null,
};

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const keep = (keys: unknown) => writeFileSync(join(folder.path, 'keys.json'), JSON.stringify({ keys }));
const invalid = { code: 'KEY_INVALID' };

test('a key is known by its hash, and may do what its scope allows', async () => {
  keep([RECORD, { ...RECORD, id: '00000000', scope: 'read', hash: hashOf('tk_00000000_', 'y') }]);
  const ring = keyRing(folder.path, () => NOW);
  await ring.check(`Bearer ${KEY}`, 'write');
  await ring.check(`bearer  ${KEY}`, 'read');
  await ring.check(`Bearer tk_00000000_${'y'.repeat(43)}`, 'read');
  await expect(ring.check(`Bearer tk_00000000_${'y'.repeat(43)}`, 'write')).rejects.toMatchObject({
    code: 'KEY_SCOPE',
  });
});

test.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  KEY,
  `Basic ${KEY}`,
  `Bearer ${KEY}x`,
  `Bearer ${KEY.slice(0, -1)}y`,
  `Bearer ${KEY.replace('0123abcd', '0123abce')}`,
  `Bearer ${RECORD.hash}`,
  `Bearer tk_constructor_${'x'.repeat(43)}`,
])('%s is no key', async (header) => {
  keep([RECORD]);
  await expect(keyRing(folder.path, () => NOW).check(header, 'read')).rejects.toMatchObject(invalid);
});

test('what the command line changes counts at the next request', async () => {
  const ring = keyRing(folder.path, () => NOW);
  const check = () => ring.check(`Bearer ${KEY}`, 'read');
  await expect(check(), 'no file').rejects.toMatchObject(invalid);
  keep([RECORD]);
  await check();
  keep([{ ...RECORD, revoked: new Date(NOW).toISOString() }]);
  await expect(check(), 'revoked').rejects.toMatchObject(invalid);
  keep([{ ...RECORD, expires: new Date(NOW + 1).toISOString() }]);
  await check();
  keep([{ ...RECORD, expires: new Date(NOW).toISOString() }]);
  await expect(check(), 'expired').rejects.toMatchObject(invalid);
  keep('damaged');
  await expect(check(), 'damaged').rejects.toMatchObject(invalid);
  keep([RECORD, { ...RECORD, hash: 'short' }]);
  await expect(check(), 'damaged in part').rejects.toMatchObject(invalid);
});

function hashOf(start: string, letter: string): string {
  return createHash('sha256')
    .update(`${start}${letter.repeat(43)}`)
    .digest('hex');
}
