import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isPrivateAddress, isPrivateHost } from './address.ts';
import { fetchBytes } from './http.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server on this machine; answers its address. */
async function serve(listener: RequestListener): Promise<URL> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const local = { allowPrivateHosts: true, retryDelaysMs: [1, 1], timeoutMs: 5_000 };

describe('private addresses', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });
  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
  test.each(['http://2130706433/', 'http://0x7f.1/', 'http://[::1]/', 'http://127.1/'])('%s is seen through', (url) => {
    expect(isPrivateHost(new URL(url).hostname)).toBe(true);
  });

  test.each([
    'http://127.0.0.1:1/x',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost:1/x',
    'http://169.254.169.254/latest',
  ])('%s is refused without a request', async (url) => {
    const fetched = fetchBytes(new URL(url), 1000, { allowPrivateHosts: false, retryDelaysMs: [] });
    await expect(fetched).rejects.toMatchObject({
      code: 'PICTURE_FETCH',
      details: { reason: expect.stringContaining('private') },
    });
  });
});

describe('fetching', () => {
  test('follows redirects, but not to other schemes or for ever', async () => {
    const url = await serve((request, response) => {
      const to: Record<string, string> = { '/a': '/b', '/loop': '/loop', '/file': 'file:///etc/passwd' };
      const location = to[request.url ?? ''];
      if (location) response.writeHead(302, { location }).end();
      else response.end('bytes');
    });
    expect(Buffer.from(await fetchBytes(new URL('/a', url), 100, local)).toString()).toBe('bytes');
    for (const path of ['/loop', '/file']) {
      await expect(fetchBytes(new URL(path, url), 100, local)).rejects.toMatchObject({ code: 'PICTURE_FETCH' });
    }
  });

  test('tries again where that may help', async () => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked++;
      const status = request.url === '/gone' ? 404 : asked < 3 ? 503 : 200;
      response.writeHead(status).end('late');
    });
    expect(Buffer.from(await fetchBytes(url, 100, local)).toString()).toBe('late');
    expect(asked).toBe(3);
    await expect(fetchBytes(new URL('/gone', url), 100, local)).rejects.toMatchObject({
      details: { reason: 'answered 404' },
    });
    expect(asked).toBe(4);
  });

  test('stops at the size limit, said or not, and at the deadline', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/silent') return;
      response.write('x'.repeat(2000));
      response.end();
    });
    await expect(fetchBytes(url, 1000, local)).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE' });
    const silent = fetchBytes(new URL('/silent', url), 1000, { ...local, retryDelaysMs: [], timeoutMs: 100 });
    await expect(silent).rejects.toMatchObject({
      code: 'PICTURE_FETCH',
      details: { reason: 'no answer within 0.1 s' },
    });
  });

  test('ends when asked to', async () => {
    const url = await serve(() => {});
    const abort = new AbortController();
    const fetched = fetchBytes(url, 1000, { ...local, signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    await expect(fetched).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
