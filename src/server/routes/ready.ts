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

type Status = ReadyResponse['status'];

/** From best to worst. */
const STATES = ['ready', 'broken', 'empty'] as const satisfies readonly Status[];

async function stateOf(catalogue: ServedCatalogue): Promise<(typeof STATES)[number]> {
  try {
    await catalogue.summary();
    return 'ready';
  } catch (thrown) {
    return toTongkuanError(thrown).code === 'INDEX_MISSING' ? 'empty' : 'broken';
  }
}

/** What holds for all shops of the process. */
export interface Watched {
  readonly lifecycle: Lifecycle;
  readonly load: Load;
}

async function statusOf(catalogues: readonly ServedCatalogue[], { lifecycle, load }: Watched): Promise<Status> {
  if (lifecycle.draining) return 'draining';
  if (load.overloaded) return 'overloaded';
  const found = await Promise.all(catalogues.map(stateOf));
  return STATES.find((state) => found.includes(state)) ?? 'empty';
}

/** @param catalogues one that can be searched makes it ready: a shop that is broken is not to take the others away */
export function readyRoute(app: App, catalogues: readonly ServedCatalogue[], watched: Watched): void {
  app.get(
    '/readyz',
    {
      schema: {
        tags: ['service' satisfies Tag],
        summary: 'Whether requests should be sent here now',
        description:
          '503 while there is no catalogue or it cannot be read, while too much is in hand, and before the end. Of several shops one ' +
          'that can be searched is enough; `/t/{tenant}/readyz` tells of one shop.',
        response: { 200: shown(ReadyAnswer, 'ready'), 503: shown(ReadyAnswer, 'ready'), ...errorAnswers() },
      },
    },
    async (_, reply): Promise<ReadyResponse> => {
      const status = await statusOf(catalogues, watched);
      void reply.code(status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
      return { status };
    },
  );
}
