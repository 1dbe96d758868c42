/** How often one caller may ask. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TongkuanError } from '#core/errors.ts';
import type { App, Deps } from './deps.ts';

const WINDOW = '1 minute';

/** Route config: so many requests a minute for each caller. */
export function perMinute(max: number) {
  return { rateLimit: { max, timeWindow: WINDOW } };
}

/** Route config of an address that makes the index work. */
export function limited({ searchesPerMinute }: Deps['config']) {
  return perMinute(searchesPerMinute);
}

/** Counts vectors as searches. @throws RATE_LIMITED */
export type SearchLimit = (request: FastifyRequest, reply: FastifyReply, vectors: number) => Promise<void>;

/** One allowance for all addresses that take vectors, whether they come one by one or several at once. */
export function searchLimit(app: App, { searchesPerMinute: max }: Deps['config']): SearchLimit {
  const count = app.createRateLimit({ max, timeWindow: WINDOW });
  return async (request, reply, vectors) => {
    // whoever asked is gone, and with them their address: nobody is there to be answered
    if (request.socket.remoteAddress === undefined) throw new TongkuanError('RATE_LIMITED');
    for (let counted = 0; counted < vectors; counted++) {
      const state = await count(request);
      if (state.isAllowed) return;
      void reply.headers({
        'x-ratelimit-limit': state.max,
        'x-ratelimit-remaining': state.remaining,
        'x-ratelimit-reset': state.ttlInSeconds,
      });
      if (!state.isExceeded) continue;
      void reply.header('retry-after', state.ttlInSeconds);
      throw new TongkuanError('RATE_LIMITED');
    }
  };
}
