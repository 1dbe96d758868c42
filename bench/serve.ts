/** Folders for a page that is measured, on loopback, and an empty page that may use threads. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const JAVASCRIPT = 'text/javascript';
const TYPES: Record<string, string> = { js: JAVASCRIPT, mjs: JAVASCRIPT, wasm: 'application/wasm', html: 'text/html' };
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export interface Served {
  /** Of the empty page; ends with a slash. */
  readonly url: string;
  close(): void;
}

/** Serves `/<name>/…` from the folder of that name. */
export async function serveFolders(folders: Readonly<Record<string, string>>): Promise<Served> {
  const server = createServer(({ url = '/' }, reply) => {
    const [, place = '', ...rest] = url.split('/');
    try {
      const body =
        url === '/' ? '<!doctype html><title>bench</title>' : readFileSync(join(folders[place] ?? '', ...rest));
      const type = TYPES[url === '/' ? 'html' : (url.split('.').pop() ?? '')] ?? 'application/octet-stream';
      reply.writeHead(200, { ...ISOLATED, 'content-type': type }).end(body);
    } catch {
      reply.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
