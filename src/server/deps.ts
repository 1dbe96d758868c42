import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ReadableIndex } from '#search/vector-index.ts';
import type { Config } from './config.ts';
import type { Tenant } from './tenants.ts';

/** An index that may be missing, and may be replaced while the endpoint runs. */
export interface ServedIndex extends ReadableIndex {
  /** Changes whenever there is something new to see. @throws INDEX_MISSING */
  generation(): Promise<string>;
}

/** One shop's catalogue, as it is served. Shops of one process share nothing. */
export interface Shop {
  readonly index: ServedIndex;
  /** Folder of its catalogue: `pictures/`, and what the endpoint keeps beside them. */
  readonly folder: string;
  /** What its addresses start with: nothing, or `/t/<name>`. */
  readonly base: string;
}

/** All that the endpoint needs; `main.ts` makes the real ones, tests make small ones. */
export interface Deps extends Shop {
  /** Folder of the built page; it may be missing. */
  readonly dist: string;
  readonly config: Pick<Config, 'searchesPerMinute' | 'trustProxy' | 'logLevel' | 'events'>;
  /** Other shops that this process serves. */
  readonly tenants?: readonly Tenant[];
  readonly version: string;
  /** Where log lines go; absent: stdout. */
  readonly logTo?: Pick<Writable, 'write'>;
}

/** The Fastify instance whose handlers are typed by their TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;
