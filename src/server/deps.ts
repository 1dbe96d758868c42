import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ReadableIndex } from '#search/vector-index.ts';
import type { Config } from './config.ts';

/** An index that may be missing, and may be replaced while the endpoint runs. */
export interface ServedIndex extends ReadableIndex {
  /** Changes whenever there is something new to see. @throws INDEX_MISSING */
  generation(): Promise<string>;
}

/** All that the endpoint needs; `main.ts` makes the real ones, tests make small ones. */
export interface Deps {
  readonly index: ServedIndex;
  /** Folder of the product pictures. */
  readonly pictures: string;
  /** Folder of the built page; it may be missing. */
  readonly dist: string;
  readonly config: Pick<Config, 'searchesPerMinute' | 'trustProxy' | 'logLevel'>;
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
