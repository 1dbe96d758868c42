/** GET /v1/openapi.json, made from the schemas of the routes. */
import type { App } from '../deps.ts';

export function openapiRoute(app: App): void {
  app.get('/v1/openapi.json', { schema: { hide: true } }, (_, reply) => {
    void reply.header('cache-control', 'no-cache').send(app.swagger());
  });
}
