/** GET /readyz: whether a load balancer should send shoppers here now. */
import { toTongkuanError } from '#core/errors.ts';
import type { ReadyResponse } from '#core/search-protocol.ts';
import type { App } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import type { Lifecycle } from '../operations/lifecycle.ts';
import type { Load } from '../operations/load.ts';
import { ReadyAnswer } from '../schemas.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';

async function stateOf(catalogue: ServedCatalogue, lifecycle: Lifecycle, load: Load): Promise<ReadyResponse['status']> {
  if (lifecycle.draining) return 'draining';
  if (load.overloaded) return 'overloaded';
  try {
    await catalogue.summary();
    return 'ready';
  } catch (thrown) {
    return toTongkuanError(thrown).code === 'INDEX_MISSING' ? 'empty' : 'broken';
  }
}

export function readyRoute(app: App, catalogue: ServedCatalogue, lifecycle: Lifecycle, load: Load): void {
  app.get(
    '/readyz',
    {
      schema: {
        tags: ['service' satisfies Tag],
        summary: 'Whether requests should be sent here now',
        description:
          '503 while there is no catalogue or it cannot be read, while too much is in hand, and before the end.',
        response: { 200: shown(ReadyAnswer, 'ready'), 503: shown(ReadyAnswer, 'ready'), ...errorAnswers() },
      },
    },
    async (_, reply): Promise<ReadyResponse> => {
      const status = await stateOf(catalogue, lifecycle, load);
      void reply.code(status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
      return { status };
    },
  );
}
