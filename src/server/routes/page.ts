/** The built page, compressed files as they lie. */
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App, Deps } from '../deps.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';
const A_DAY = 'public, max-age=86400';

/** Cache rule of a file of the page; `path` is relative to the built folder. */
export function cacheRule(path: string, versioned: boolean): string {
  if (/^(assets|litert|barcode)\//.test(path)) return FOR_EVER; // the name holds a hash of the content
  if (path.startsWith('models/')) return versioned ? FOR_EVER : ASK_EACH_TIME;
  if (/\.(html|js|json|webmanifest)$/.test(path)) return ASK_EACH_TIME; // the page, its service worker, its manifest
  return A_DAY;
}

const NOT_BUILT = `The page is not built yet.

  npm run build     builds it into dist/
  npm start         builds, prepares a demo catalogue, and serves

The search endpoint itself works: see /v1/openapi.json
`;

export async function pageRoutes(app: App, { dist, base }: Deps): Promise<void> {
  if (!existsSync(join(dist, 'index.html'))) {
    app.get('/', { schema: { hide: true } }, (_, reply) => {
      void reply.code(503).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(NOT_BUILT);
    });
    return;
  }
  await app.register(fastifyStatic, {
    root: dist,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    decorateReply: base === '', // once is enough
    schemaHide: true,
    setHeaders(reply: FastifyReply, file: string) {
      const path = relative(dist, file)
        .split(sep)
        .join('/')
        .replace(/\.(br|gz)$/, '');
      const versioned = new URL(reply.request.url, 'http://localhost').searchParams.has('v');
      void reply.header('cache-control', cacheRule(path, versioned));
    },
  });
}
