/** The endpoint, put together. Stateless: every process per core is the same. */

import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController } from 'fastify';
import { TongkuanError } from '#core/errors.ts';
import type { App, Deps } from './deps.ts';
import { answerError, answerUnknown } from './errors.ts';
import { searchLimit } from './rate.ts';
import { loggerOptions, logRequests } from './request-log.ts';
import { categoriesRoute } from './routes/categories.ts';
import { eventsRoute } from './routes/events.ts';
import { healthRoute } from './routes/health.ts';
import { offersRoute } from './routes/offers.ts';
import { openapiRoute } from './routes/openapi.ts';
import { packRoutes } from './routes/packs.ts';
import { pageRoutes } from './routes/page.ts';
import { pictureRoute } from './routes/picture.ts';
import { productRoute } from './routes/product.ts';
import { productsRoute } from './routes/products.ts';
import { searchRoute } from './routes/search.ts';
import { searchBatchRoute } from './routes/search-batch.ts';
import { similarRoute } from './routes/similar.ts';
import { secure } from './security.ts';
import { serveCatalogue } from './served-catalogue.ts';

/** Ids are made by shops and may be long; percent-encoding triples them. */
const PARAM_LENGTH_MAX = 2000;
/** Compressing less than a packet gains nothing. */
const COMPRESS_FROM_BYTES = 1024;
/** Of 11: fast enough to do for every answer. */
const BROTLI_LEVEL = 4;

/** Everything before routes: parsers, headers, limits. */
async function prepare(app: App, { version }: Deps): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerUnknown);
  logRequests(app);
  await secure(app);
  await app.register(compress, {
    threshold: COMPRESS_FROM_BYTES,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL } },
  });
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new TongkuanError('RATE_LIMITED') });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Tongkuan search endpoint', version, license: { name: 'Apache-2.0' } },
    },
  });
}

/** The app, ready to listen or to be injected into. The index stays the caller's to close. */
export async function buildApp(deps: Deps): Promise<App> {
  const app: App = fastify({
    logger: loggerOptions(deps),
    // its own lines hold addresses; see request-log.ts
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: deps.config.trustProxy,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    // what is not known is refused, not dropped; a single category is a list of one
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', useDefaults: true } },
    frameworkErrors: answerError,
  }).withTypeProvider<TypeBoxTypeProvider>();
  await prepare(app, deps);
  const catalogue = serveCatalogue(deps.index);
  const limit = searchLimit(app, deps.config);
  searchRoute(app, deps, catalogue, limit);
  searchBatchRoute(app, deps, catalogue, limit);
  productsRoute(app, deps);
  productRoute(app, deps);
  similarRoute(app, deps, catalogue);
  offersRoute(app, deps);
  pictureRoute(app, deps);
  categoriesRoute(app, catalogue);
  packRoutes(app, deps);
  if (deps.config.events) eventsRoute(app, deps);
  healthRoute(app, deps, catalogue);
  openapiRoute(app);
  await pageRoutes(app, deps);
  return app;
}
