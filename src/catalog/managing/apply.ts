/** Operations → index. What is wrong with one product costs this one only; what breaks the catalogue is thrown. */
import { type ErrorCode, type TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { DeleteOperation, ManagedItem, Operation, PutOperation } from '#core/management.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import { mapOrdered } from '../importing/ordered.ts';
import { type PutContext, type ReadyPut, readyPut } from './put.ts';

/** Pictures in work at once: a decoded one takes up to 10 MB. */
const IN_FLIGHT = 4;
/** The fault of one product, not of the catalogue. */
const OF_ONE = /^(PRODUCT|PICTURE|VECTOR)_|^MODEL_MISMATCH$|^CATEGORY_UNKNOWN$/;

type Outcome = ReadyPut | TongkuanError;

/** Once this returns, all that is not refused is kept. @param operations no id twice. @throws INDEX_BROKEN, MODEL_FETCH… */
export async function applyOperations(operations: readonly Operation[], context: PutContext): Promise<ManagedItem[]> {
  const { index } = context;
  const known = await index.contentHashes(operations.map(({ id }) => id));
  const puts = operations.filter((each): each is PutOperation => each.op === 'put');
  const deletes = operations.filter((each): each is DeleteOperation => each.op === 'delete');
  const outcomes = await prepareAll(puts, known, context);
  const documents = [...outcomes.values()].flatMap((each): IndexDocument[] =>
    'document' in each && each.document ? [each.document] : [],
  );
  if (documents.length > 0) await index.upsert(documents);
  const gone = deletes.filter(({ id }) => known.has(id)).map(({ id }) => id);
  if (gone.length > 0) await index.delete(gone);
  return operations.map((operation) => itemOf(operation, outcomes, known));
}

async function prepareAll(puts: readonly PutOperation[], known: Map<string, string>, context: PutContext) {
  const outcomes = new Map<string, Outcome>();
  const work = async (put: PutOperation): Promise<[string, Outcome]> => {
    try {
      return [put.id, await readyPut(put, known.get(put.id) ?? null, context)];
    } catch (thrown) {
      const error = toTongkuanError(thrown);
      if (!OF_ONE.test(error.code satisfies ErrorCode)) throw error;
      return [put.id, error];
    }
  };
  for await (const [id, outcome] of mapOrdered(listed(puts), IN_FLIGHT, work)) outcomes.set(id, outcome);
  return outcomes;
}

async function* listed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

function itemOf({ op, id }: Operation, outcomes: Map<string, Outcome>, known: Map<string, string>): ManagedItem {
  if (op === 'delete') return { id, status: known.has(id) ? 'deleted' : 'unknown', error: null };
  const outcome = outcomes.get(id);
  if (!outcome || !('document' in outcome)) return { id, status: 'refused', error: outcome?.toJSON() ?? null };
  if (!outcome.document) return { id, status: 'unchanged', error: null };
  return { id, status: outcome.isNew ? 'added' : 'changed', error: null };
}
