/** GET /healthz: `ok`, or `empty` while there is nothing to find. Both are 200: the endpoint itself is well. */
import type { HealthResponse } from '#core/search-protocol.ts';
import type { App, Deps } from '../deps.ts';
import { ERROR_ANSWERS, HealthAnswer } from '../schemas.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';

export function healthRoute(app: App, { version }: Deps, catalogue: ServedCatalogue): void {
  app.get(
    '/healthz',
    { schema: { summary: 'Whether the endpoint can search', response: { 200: HealthAnswer, ...ERROR_ANSWERS } } },
    async (_, reply): Promise<HealthResponse> => {
      const summary = await catalogue.summaryOrNull();
      void reply.header('cache-control', 'no-store');
      const status = summary ? 'ok' : 'empty';
      return { status, products: summary?.stats.products ?? 0, modelKey: summary?.modelKey ?? null, version };
    },
  );
}
