/**
 * One line per request: method, route pattern, status, milliseconds, request id. Never the address or browser of whoever
 * asked, never a vector, a query or a product's id.
 */
import type { App, Deps } from './deps.ts';

/** Options of Fastify's logger. */
export function loggerOptions({ config, logTo }: Deps) {
  const options = { level: config.logLevel, base: null };
  return logTo ? { ...options, stream: logTo as { write(line: string): void } } : options;
}

export function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info({ method: request.method, route, status: reply.statusCode, ms });
  });
}
