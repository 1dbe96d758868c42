/** GET /healthz: `ok`, or `empty` while there is nothing to find. Both are 200: the endpoint itself is well. */

import type { HealthResponse } from '#core/search-protocol.ts';
import type { App, Deps } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { HealthAnswer } from '../schemas.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';

export function healthRoute(app: App, { version }: Deps, catalogue: ServedCatalogue): void {
  app.get(
    '/healthz',
    {
      schema: {
        tags: ['service' satisfies Tag],
        summary: 'Whether the endpoint can search',
        response: { 200: shown(HealthAnswer, 'health'), ...errorAnswers('INDEX_BROKEN') },
      },
    },
    async (_, reply): Promise<HealthResponse> => {
      const summary = await catalogue.summaryOrNull();
      void reply.header('cache-control', 'no-store');
      const status = summary ? 'ok' : 'empty';
      return { status, products: summary?.stats.products ?? 0, modelKey: summary?.modelKey ?? null, version };
    },
  );
}
