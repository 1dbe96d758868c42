/** GET /metrics on a port of its own, which is never the public one. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './settings.ts';

export interface MetricsSource {
  readonly contentType: string;
  metrics(): Promise<string>;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function mayRead({ headers }: IncomingMessage, token: string): boolean {
  return token === '' || timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

type Where = Pick<Config, 'metricsPort' | 'metricsHost' | 'metricsToken'>;

/** @returns the server once it listens. @throws what listening throws: the port is taken */
export function serveMetrics(
  source: MetricsSource,
  { metricsPort, metricsHost, metricsToken }: Where,
): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (status: number, text: string, type = 'text/plain; charset=utf-8') =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    if (request.method !== 'GET' || request.url !== '/metrics') return void answer(404, 'GET /metrics\n');
    if (!mayRead(request, metricsToken)) return void answer(401, 'A Bearer token is needed.\n');
    source.metrics().then(
      (text) => answer(200, text, source.contentType),
      () => answer(503, 'The processes did not tell in time.\n'),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(metricsPort, metricsHost, () => resolve(server));
  });
}

/** Where it listens. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
