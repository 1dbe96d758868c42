/** How often one caller may ask. */
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TongkuanError } from '#core/errors.ts';
import type { App, Deps } from './deps.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Id of the key the request was let in by: set by who checked it, never by who merely sent one. */
    keyId: string | undefined;
  }
}

const WINDOW = '1 minute';
/** What a household or an office has of IPv6 is one caller. */
const IPV6_SUBNET = 64;

/** Who is counted: the holder of a checked key wherever it comes from, else the address. */
export function callerOf(request: FastifyRequest): string {
  return request.keyId === undefined ? normalizeIP(request.ip, IPV6_SUBNET) : `key:${request.keyId}`;
}

/** Route config: so many requests a minute for each caller. */
export function perMinute(max: number) {
  return { rateLimit: { max, timeWindow: WINDOW } };
}

/** Route config of an address that makes the index work. */
export function limited({ searchesPerMinute }: Deps['config']) {
  return perMinute(searchesPerMinute);
}

/**
 * Whoever asked and is gone has no address any more that could be counted, and nobody waits for an answer.
 * @throws RATE_LIMITED, which nobody reads
 */
export function refuseTheGone({ socket }: FastifyRequest): void {
  if (socket.remoteAddress === undefined) throw new TongkuanError('RATE_LIMITED');
}

/** Counts vectors as searches. @throws RATE_LIMITED */
export type SearchLimit = (request: FastifyRequest, reply: FastifyReply, vectors: number) => Promise<void>;

/** One allowance for all addresses that take vectors, whether they come one by one or several at once. */
export function searchLimit(app: App, { searchesPerMinute: max }: Deps['config']): SearchLimit {
  const count = app.createRateLimit({ max, timeWindow: WINDOW });
  return async (request, reply, vectors) => {
    refuseTheGone(request);
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
