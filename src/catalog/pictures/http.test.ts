import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { checkAddress, isPrivateAddress, isPrivateHost } from './address.ts';
import { fetchBytes, fetchIfChanged } from './http.ts';
import { checkPictureHead } from './kind.ts';

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
    '::7f00:1',
    '::ffff:0:7f00:1',
    '64:ff9b:1::a00:1',
    'fec0::1',
    'fd00:ec2::254',
    '168.63.129.16',
    '100.100.100.200',
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
    'http://localhost:8080/x',
    'http://169.254.169.254/latest',
  ])('%s is refused without a request', async (url) => {
    const fetched = fetchBytes(new URL(url), 1000, { allowPrivateHosts: false, retryDelaysMs: [] });
    await expect(fetched).rejects.toMatchObject({
      code: 'PICTURE_FETCH',
      details: { reason: expect.stringContaining('private') },
    });
  });
});

describe('addresses', () => {
  test.each(['http://x.example/', 'https://x.example:8443/a?b', 'http://8.8.8.8:8080/'])('%s is fetched', (url) => {
    expect(() => checkAddress(new URL(url), false)).not.toThrow();
  });
  test.each([
    'ftp://x.example/',
    'https://me:pw@x.example/',
    'http://x.example:25/',
    'http://x.example:6379/',
    'data:,x',
  ])('%s is not', (url) => {
    expect(() => checkAddress(new URL(url), false)).toThrow(expect.objectContaining({ name: 'ForbiddenAddressError' }));
  });
});

describe('fetching', () => {
  test('a redirect is checked like the address itself', async () => {
    const url = await serve((request, response) => {
      const to = request.url === '/a' ? 'http://me:pw@x.example/' : 'http://[';
      response.writeHead(302, { location: to }).end();
    });
    await expect(fetchBytes(new URL('/a', url), 100, local)).rejects.toMatchObject({
      details: { reason: expect.stringContaining('password') },
    });
    await expect(fetchBytes(new URL('/b', url), 100, local)).rejects.toMatchObject({
      details: { reason: expect.stringContaining('no address') },
    });
  });

  test('asks with what the server said before', async () => {
    const url = await serve(({ headers }, response) => {
      if (headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"1"', 'last-modified': 'Mon, 02 Nov 2026 00:00:00 GMT' }).end('bytes');
    });
    const first = await fetchIfChanged({ url, maxBytes: 100 }, local);
    expect(first?.validators).toEqual({ etag: '"1"', lastModified: 'Mon, 02 Nov 2026 00:00:00 GMT' });
    expect(await fetchIfChanged({ url, maxBytes: 100, known: first?.validators }, local)).toBeNull();
    const other = { etag: '"0"', lastModified: null };
    expect((await fetchIfChanged({ url, maxBytes: 100, known: other }, local))?.bytes).toHaveLength(5);
  });

  test('unpacks what the server packed, within the limit', async () => {
    const url = await serve((request, response) => {
      const bytes = request.url === '/bomb' ? gzipSync(Buffer.alloc(1_000_000)) : gzipSync('bytes');
      response.writeHead(200, { 'content-encoding': request.url === '/odd' ? 'zip' : 'gzip' }).end(bytes);
    });
    expect(Buffer.from(await fetchBytes(url, 100, local)).toString()).toBe('bytes');
    await expect(fetchBytes(new URL('/bomb', url), 10_000, local)).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE' });
    await expect(fetchBytes(new URL('/odd', url), 100, local)).rejects.toMatchObject({ code: 'PICTURE_FETCH' });
  });

  test('looks at the first bytes, whatever the type says, and reads no further', async () => {
    let closed = 0;
    const url = await serve((_, response) => {
      response.on('close', () => closed++);
      response.writeHead(200, { 'content-type': 'image/jpeg' }).write(`<html>${' '.repeat(100)}`);
    });
    const fetched = fetchIfChanged({ url, maxBytes: 1e6, checkHead: checkPictureHead }, local);
    await expect(fetched).rejects.toMatchObject({ code: 'PICTURE_UNREADABLE' });
    await expect.poll(() => closed).toBe(1);
  });

  test('an answer that breaks off is asked for again', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '5' }).write('by');
      if (++asked < 2) setTimeout(() => response.destroy(), 5);
      else response.end('tes');
    });
    expect(Buffer.from(await fetchBytes(url, 100, local)).toString()).toBe('bytes');
  });

  test('a host gets six requests at once', async () => {
    let open = 0;
    let most = 0;
    const url = await serve((_, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.end('x');
      }, 10);
    });
    await Promise.all(Array.from({ length: 20 }, (_, i) => fetchBytes(new URL(`/${i}`, url), 100, local)));
    expect(most).toBe(6);
  });

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
