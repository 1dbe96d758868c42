/** The endpoint, put together. Stateless: every process per core is the same. */

import type { Server } from 'node:http';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController } from 'fastify';
import { TongkuanError } from '#core/errors.ts';
import { allowOrigins } from './cors.ts';
import type { App, Built, Deps, ServedShop } from './deps.ts';
import { answerError, answerUnknown } from './errors.ts';
import { documentOf } from './openapi/document.ts';
import { nameSchemas } from './openapi/named-schemas.ts';
import { lifecycleOf } from './operations/lifecycle.ts';
import { watchLoad } from './operations/load.ts';
import { measureRequests } from './operations/metrics.ts';
import { callerOf, refuseTheGone, searchLimit } from './rate.ts';
import { loggerOptions, logRequests } from './request-log.ts';
import { categoriesRoute } from './routes/categories.ts';
import { eventsRoute } from './routes/events.ts';
import { healthRoute } from './routes/health.ts';
import { manageRoutes } from './routes/manage.ts';
import { offersRoute } from './routes/offers.ts';
import { openapiRoute } from './routes/openapi.ts';
import { packRoutes } from './routes/packs.ts';
import { pageRoutes } from './routes/page.ts';
import { pictureRoute } from './routes/picture.ts';
import { productRoute } from './routes/product.ts';
import { productsRoute } from './routes/products.ts';
import { readyRoute, type Watched } from './routes/ready.ts';
import { searchRoute } from './routes/search.ts';
import { searchBatchRoute } from './routes/search-batch.ts';
import { similarRoute } from './routes/similar.ts';
import { secure } from './security.ts';
import { type ServedCatalogue, serveCatalogue } from './served-catalogue.ts';
import { baseOf, rewriterFor, type Tenant } from './tenants.ts';

/** Ids are made by shops and may be long; percent-encoding triples them. */
const PARAM_LENGTH_MAX = 2000;
/** Compressing less than a packet gains nothing. */
const COMPRESS_FROM_BYTES = 1024;
/** Of 11: fast enough to do for every answer. */
const BROTLI_LEVEL = 4;

/** Proxies whose X-Forwarded-For is believed; a number counts them from here outwards. */
function trustOf({ trustProxy }: Deps['config']) {
  if (typeof trustProxy !== 'number') return trustProxy;
  return (_: string, hop: number) => hop < trustProxy;
}

/** What keeps an eye on requests, in the order in which it sees them. */
async function watch(app: App, { config, metrics }: Deps): Promise<Watched> {
  const lifecycle = lifecycleOf(app, config);
  logRequests(app);
  if (metrics) measureRequests(app, metrics);
  await secure(app);
  await allowOrigins(app, config);
  const load = watchLoad(app, config, (reason) => metrics?.shed.inc({ reason }));
  metrics?.registry.before.push(
    () => metrics.inFlight.set(load.inFlight),
    () => metrics.draining.set(Number(lifecycle.draining)),
  );
  return { lifecycle, load };
}

/** Everything else before routes: parsers, errors, compression, limits. */
async function prepare(app: App, { version, rateStore }: Deps): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.decorateRequest('keyId', undefined);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerUnknown);
  app.addHook('onRequest', async (request) => refuseTheGone(request));
  await app.register(compress, {
    threshold: COMPRESS_FROM_BYTES,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL } },
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new TongkuanError('RATE_LIMITED'),
    keyGenerator: callerOf,
    skipOnError: true, // when counts cannot be shared, searching goes on
    ...(rateStore ? { store: rateStore } : {}),
  });
  await app.register(swagger, {
    openapi: documentOf(version),
    transformObject: (made) => ('openapiObject' in made ? nameSchemas(made.openapiObject) : made.swaggerObject),
  });
}

/** All that one shop answers, but for whether it is ready. */
async function shopRoutes(app: App, shop: Deps, catalogue: ServedCatalogue): Promise<void> {
  const limit = searchLimit(app, shop.config);
  searchRoute(app, shop, catalogue, limit);
  searchBatchRoute(app, shop, catalogue, limit);
  productsRoute(app, shop);
  productRoute(app, shop);
  similarRoute(app, shop, catalogue);
  offersRoute(app, shop);
  pictureRoute(app, shop);
  categoriesRoute(app, catalogue);
  packRoutes(app, shop);
  if (shop.config.events) eventsRoute(app, shop);
  manageRoutes(app, shop, catalogue);
  healthRoute(app, shop, catalogue);
  openapiRoute(app);
  await pageRoutes(app, shop);
}

/** The same under `/t/<name>`, without repeating it in OpenAPI. */
function tenantRoutes(app: App, deps: Deps, { index, folder, name }: Tenant, watched: Watched): ServedShop {
  const base = baseOf({ name });
  const catalogue = serveCatalogue(index);
  const routes = async (scope: App) => {
    scope.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true };
    });
    await shopRoutes(scope, { ...deps, index, folder, base }, catalogue);
    readyRoute(scope, [catalogue], watched);
  };
  void app.register(routes, { prefix: base });
  return { name, folder, catalogue };
}

/** The app, ready to listen or to be injected into. Indexes stay the caller's to close. */
export async function buildApp(deps: Deps): Promise<Built> {
  const app: App = fastify<Server>({
    logger: loggerOptions(deps),
    // its own lines hold addresses; see request-log.ts
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustOf(deps.config),
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    // what is not known is refused, not dropped; a single category is a list of one
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', useDefaults: true } },
    frameworkErrors: answerError,
    ...(deps.tenants ? { rewriteUrl: rewriterFor(deps.tenants) } : {}),
  }).withTypeProvider<TypeBoxTypeProvider>();
  const watched = await watch(app, deps);
  await prepare(app, deps);
  const tenants = (deps.tenants ?? []).map((tenant) => tenantRoutes(app, deps, tenant, watched));
  const catalogue = serveCatalogue(deps.index);
  await shopRoutes(app, deps, catalogue);
  const shops = [{ name: '', folder: deps.folder, catalogue }, ...tenants];
  readyRoute(
    app,
    shops.map((shop) => shop.catalogue),
    watched,
  );
  return { app, lifecycle: watched.lifecycle, shops };
}
