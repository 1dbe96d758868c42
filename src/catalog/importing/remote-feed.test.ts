/** Feeds and pictures at addresses: what did not change is not sent again. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cli, drawPicture, importInto, scratchFolder } from '../testing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 }); // processes are started and models loaded, on busy machines too

let folder: string;
let catalogue: string;
let remove: () => Promise<void>;
let server: Server;
let url: string;
/** Answers with a body, by path. */
const sent: string[] = [];
const csv = {
  text: 'id,title,label,price,image,images,gtin\n1,a,dress,5,1.png,2.png,\n2,b,dress,5,2.png,,12\n,c,dress,5,2.png,,\n',
  etag: '"v1"',
};

beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  catalogue = join(folder, 'catalogue');
  for (const i of [1, 2]) await drawPicture(join(folder, `${i}.png`), i);
  server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const etag = path === '/feed' ? csv.etag : `"${path}"`;
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    sent.push(path);
    return response.writeHead(200, { etag }).end(path === '/feed' ? csv.text : await readFile(join(folder, path)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await remove();
});

/** Imports; answers the report and what had to be sent for it. */
async function imported(options: Parameters<typeof importInto>[2] = {}) {
  sent.length = 0;
  const report = await importInto(catalogue, url, { allowPrivateHosts: true, ...options });
  return { report, sent: sent.toSorted() };
}

test('a feed that did not change is not fetched, pictures that did not change are not sent', async () => {
  const first = await imported();
  expect(first.report).toMatchObject({ added: 2, skipped: 1, remarks: [{ id: '2' }], complete: true });
  expect(first.sent).toEqual(['/1.png', '/2.png', '/2.png', '/feed']);

  const again = await imported();
  expect(again).toMatchObject({ report: { unchanged: 2, added: 0, complete: true }, sent: [] });

  // Read in another way it is another feed.
  expect(await imported({ currency: 'EUR' })).toMatchObject({ report: { changed: 2 }, sent: ['/feed'] });

  const refetched = await imported({ currency: 'EUR', refetch: true });
  expect(refetched).toMatchObject({ report: { unchanged: 2, embedded: 0 }, sent: ['/feed'] });

  // What was deleted by hand comes back with its feed.
  expect(await cli('delete', '2', '--catalogue', catalogue)).toMatchObject({ code: 0 });
  expect((await imported({ currency: 'EUR' })).report).toMatchObject({ added: 1, unchanged: 1 });

  Object.assign(csv, { text: csv.text.replace('dress,5,1', 'dress,6,1'), etag: '"v2"' });
  expect((await imported({ currency: 'EUR' })).report).toMatchObject({ changed: 1, unchanged: 1 });
});

test('a feed that cannot be fetched says so', async () => {
  const bad = importInto(join(folder, 'none'), 'http://10.0.0.1/feed.csv');
  const reason = 'a private address; --allow-private-hosts lifts this';
  await expect(bad).rejects.toMatchObject({ code: 'FEED_UNREADABLE', details: { reason } });
});
