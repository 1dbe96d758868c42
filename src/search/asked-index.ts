/** What every index does with a question: passes it on to whatever answers at that moment. */
import type {
  IndexDocument,
  IndexFault,
  IndexFilter,
  IndexHit,
  IndexStats,
  NearFacts,
  ReadableIndex,
} from './vector-index.ts';

type Question = Exclude<keyof ReadableIndex, 'modelKey' | 'ids' | 'close'>;

/** What answers, at once or later. */
export type Answering = {
  readonly [Q in Question]: (
    ...asked: Parameters<ReadableIndex[Q]>
  ) => Awaited<ReturnType<ReadableIndex[Q]>> | ReturnType<ReadableIndex[Q]>;
} & { readonly ids: () => Iterable<string> | AsyncIterable<string> };

/** The questions of `ReadableIndex`, each asked by `ask`. */
export abstract class AskedIndex implements Pick<ReadableIndex, Question | 'ids'> {
  /** Runs a question against what answers now. */
  protected abstract ask<T>(question: (answering: Answering) => T | Promise<T>): Promise<T>;

  search(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]> {
    return this.ask((answering) => answering.search(vector, filter, limit));
  }

  searchExactly(vector: Int8Array, limit: number): Promise<number[]> {
    return this.ask((answering) => answering.searchExactly(vector, limit));
  }

  nearestFacts(vector: Int8Array, filter: IndexFilter, limit: number): Promise<NearFacts[]> {
    return this.ask((answering) => answering.nearestFacts(vector, filter, limit));
  }

  countNear(vector: Int8Array, filter: IndexFilter, limit: number): Promise<number> {
    return this.ask((answering) => answering.countNear(vector, filter, limit));
  }

  get(ids: readonly string[]): Promise<IndexDocument[]> {
    return this.ask((answering) => answering.get(ids));
  }

  inGroups(groups: readonly string[], filter: IndexFilter): Promise<IndexDocument[]> {
    return this.ask((answering) => answering.inGroups(groups, filter));
  }

  withGtins(gtins: readonly string[]): Promise<IndexDocument[]> {
    return this.ask((answering) => answering.withGtins(gtins));
  }

  contentHashes(ids: readonly string[]): Promise<Map<string, string>> {
    return this.ask((answering) => answering.contentHashes(ids));
  }

  async *ids(): AsyncGenerator<string> {
    yield* await this.ask((answering) => answering.ids());
  }

  stats(): Promise<IndexStats> {
    return this.ask((answering) => answering.stats());
  }

  verify(): Promise<IndexFault[]> {
    return this.ask((answering) => answering.verify());
  }
}
