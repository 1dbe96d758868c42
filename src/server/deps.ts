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

/** A shop that is asked through the index of one model. */
export interface AskedShop extends Omit<Shop, 'index'> {
  readonly index: ServedIndex;
}

/** All that the endpoint needs; `main.ts` makes the real ones, tests make small ones. */
export interface Deps extends Shop {
  /** Folder of the built page; it may be missing. */
  readonly dist: string;
  readonly config: Pick<Config, 'searchesPerMinute' | 'trustProxy' | 'logLevel' | 'events'>;
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
