import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Etags } from './etags.ts';
import { pictureSource } from './source.ts';

const GIF = Buffer.from(`GIF89a${'x'.repeat(60)}`);
const http = { allowPrivateHosts: true, retryDelaysMs: [], timeoutMs: 5_000 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongkuan-source-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a picture that its server still has is not sent again, also in another run', async () => {
  let sent = 0;
  const server = createServer(({ headers, url }, response) => {
    if (headers['if-none-match'] === '"a"') return response.writeHead(304).end();
    sent++;
    return response.writeHead(200, url === '/plain' ? {} : { etag: '"a"' }).end(GIF);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  const etags = new Etags(folder);
  const first = await pictureSource(base, http, etags).readUnless('a.gif', new Set());
  await etags.flush();
  await writeFile(join(folder, 'etags.jsonl'), `${await readFile(join(folder, 'etags.jsonl'), 'utf8')}["cut o`);

  const again = pictureSource(base, http, new Etags(folder));
  expect(await again.readUnless('a.gif', new Set([first.sha256]))).toEqual({ sha256: first.sha256, bytes: null });
  expect(sent).toBe(1);
  // Another picture of the product is known, this one is not: it must come.
  expect((await again.readUnless('a.gif', new Set(['0'.repeat(64)]))).bytes).toEqual(GIF);
  // This server gives nothing to ask with.
  await again.readUnless('plain', new Set());
  expect((await again.readUnless('plain', new Set([first.sha256]))).bytes).toEqual(GIF);
  expect(sent).toBe(4);
  server.closeAllConnections();
  server.close();
});

test('what is no regular file is not waited for', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  await expect(pictureSource(folder, http).read('pipe.jpg')).rejects.toMatchObject({ code: 'PICTURE_MISSING' });
  await expect(pictureSource(folder, http).read('.')).rejects.toMatchObject({ code: 'PICTURE_MISSING' });
  await expect(pictureSource(folder, http).read('../x.jpg')).rejects.toMatchObject({ code: 'PICTURE_MISSING' });
});
