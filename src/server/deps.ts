import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ReadableIndex } from '#search/vector-index.ts';
import type { Config } from './config.ts';
import type { Lifecycle } from './operations/lifecycle.ts';
import type { Metrics } from './operations/metrics.ts';
import type { RateStore } from './operations/shared-rate.ts';
import type { ServedCatalogue } from './served-catalogue.ts';
import type { Tenant } from './tenants.ts';

/** An index that may be missing, and may be replaced while the endpoint runs. */
export interface ServedIndex extends ReadableIndex {
  /** Changes whenever there is something new to see. @throws INDEX_MISSING */
  generation(): Promise<string>;
}

/** The index in force at each call, and those of other models that still answer. */
export interface ServedIndexes extends ServedIndex {
  /** The index of one model; absent: the one in force now. @throws MODEL_MISMATCH, INDEX_MISSING */
  ofModel(modelKey?: string): Promise<ServedIndex>;
}

/** One shop's catalogue, as it is served. Shops of one process share nothing. */
export interface Shop {
  readonly index: ServedIndexes;
  /** Folder of its catalogue: `pictures/`, and what the endpoint keeps beside them. */
  readonly folder: string;
  /** What its addresses start with: nothing, or `/t/<name>`. */
  readonly base: string;
}

/** Settings of what is served; the others are of the process around it (`operations/`). */
export type AppConfig = Omit<
  Config,
  'catalogue' | 'tenants' | 'dist' | 'port' | 'host' | 'workers' | `metrics${string}` | 'probeMinutes'
>;
/** A shop that is asked through the index of one model. */
export interface AskedShop extends Omit<Shop, 'index'> {
  readonly index: ServedIndex;
}

/** All that the endpoint needs; `main.ts` makes the real ones, tests make small ones. */
export interface Deps extends Shop {
  /** Folder of the built page; it may be missing. */
  readonly dist: string;
  readonly config: AppConfig;
  /** Other shops that this process serves. */
  readonly tenants?: readonly Tenant[];
  readonly version: string;
  /** Where log lines go; absent: stdout. */
  readonly logTo?: Pick<Writable, 'write'>;
  /** Absent: nothing is measured. */
  readonly metrics?: Metrics;
  /** Where a cluster counts each caller's requests; absent: in this process. */
  readonly rateStore?: RateStore;
}

/** A shop as others than its own routes look at it. */
export interface ServedShop {
  /** Empty for the one of TONGKUAN_CATALOGUE. */
  readonly name: string;
  readonly folder: string;
  readonly catalogue: ServedCatalogue;
}

/** The app, and how it ends. */
export interface Built {
  readonly app: App;
  readonly lifecycle: Lifecycle;
  /** All that are served, that of TONGKUAN_CATALOGUE first. */
  readonly shops: readonly ServedShop[];
}

/** The Fastify instance whose handlers are typed by their TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;
