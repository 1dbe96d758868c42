import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '#search/testing.ts';
import { startApp } from './testing.ts';

vi.setConfig({ testTimeout: 240_000 }); // a process is started and models loaded, on busy machines too

/** Commands of the page, in their order, each with the JSON that it prints. */
const EXAMPLES = [...readFileSync('docs/api.md', 'utf8').matchAll(/```sh\n(.*?)```\n\n```json\n(.*?)```/gs)].map(
  ([, command = '', printed = '']): [string, unknown] => [command, JSON.parse(printed)],
);
const KEY = `tk_0123abcd_${'x'.repeat(43)}`;

let server: Awaited<ReturnType<typeof startApp>>;
let base: string;
const desk = temporaryFolder();
beforeAll(async () => {
  server = await startApp({ events: true });
  const hash = createHash('sha256').update(KEY).digest('hex');
  const key = { id: '0123abcd', hash, scope: 'write', name: '', created: '', expires: null, revoked: null };
  writeFileSync(join(server.folder, 'keys.json'), JSON.stringify({ keys: [key] }));
  const create = { width: 200, height: 240, channels: 3 as const, background: '#c33' };
  await sharp({ create }).jpeg().toFile(join(desk.path, 'shirt.jpg'));
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await server.stop();
  desk.remove();
});

test('every command of the page is an example', () => {
  const commands = readFileSync('docs/api.md', 'utf8').match(/```sh/g);
  expect(EXAMPLES).toHaveLength(commands?.length ?? 0);
});

test.each(EXAMPLES)('%s', async (command, printed) => {
  const env = { ...process.env, BASE: base, KEY };
  const run = promisify(execFile)('bash', ['-euc', command], { cwd: desk.path, env });
  const { stdout } = await run.catch(({ stdout, stderr }) => {
    throw new Error(`${stderr}${stdout}`);
  });
  const answer = JSON.parse(stdout);
  if (typeof printed === 'object' && printed !== null) expect(answer).toMatchObject(printed);
  else expect(answer).toBe(printed);
});
