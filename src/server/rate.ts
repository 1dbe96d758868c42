import type { Deps } from './deps.ts';

/** Route config of an address that makes the index work: so many requests a minute for each caller. */
export function limited({ searchesPerMinute }: Deps['config']) {
  return { rateLimit: { max: searchesPerMinute, timeWindow: '1 minute' } };
}
