/** Pages of other sites that may use the API: those on the list. The page itself is of this origin and needs no leave. */
import cors from '@fastify/cors';
import { isApi } from './api-address.ts';
import type { App } from './deps.ts';
import type { Config } from './operations/settings.ts';

/** How long browsers may remember a leave; they keep it for two hours at most. */
const MAX_AGE_SECONDS = 7200;

const LEAVE = {
  methods: ['GET', 'HEAD', 'POST'],
  allowedHeaders: ['content-type', 'if-none-match', 'if-range', 'range'],
  exposedHeaders: [
    'content-range',
    'etag',
    'retry-after',
    'x-ratelimit-limit',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
  ],
  credentials: false,
  maxAge: MAX_AGE_SECONDS,
};

export async function allowOrigins(app: App, { corsOrigins }: Pick<Config, 'corsOrigins'>): Promise<void> {
  if (corsOrigins.length === 0) return;
  await app.register(cors, {
    delegator: (request, answer) => {
      const mayAsk = isApi(request.url ?? '');
      answer(null, mayAsk ? { ...LEAVE, origin: [...corsOrigins] } : { origin: false });
    },
  });
  // an <img> of another site does not ask for leave, it looks at this
  app.addHook('onSend', async (request, reply) => {
    if (/\/picture(\?|$)/.test(request.url)) void reply.header('cross-origin-resource-policy', 'cross-origin');
  });
}
