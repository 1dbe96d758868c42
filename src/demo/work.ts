/** Doing many small things, a few at a time. */
import { availableParallelism } from 'node:os';
import { TongkuanError } from '#core/errors.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface WorkOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `job` for every input, some at once. Settles only when no job is under way any more.
 * @throws ABORTED when the signal says so, or what a job throws
 */
export async function forEachOf<T>(
  inputs: readonly T[],
  job: (input: T, index: number) => Promise<void>,
  options: WorkOptions = {},
): Promise<void> {
  let [next, done, failed] = [0, 0, false];
  const worker = async () => {
    while (next < inputs.length && !failed) {
      if (options.signal?.aborted) throw new TongkuanError('ABORTED');
      const index = next++;
      await job(inputs[index] as T, index);
      options.onProgress?.({ done: ++done, total: inputs.length });
    }
  };
  const workers = Array.from({ length: Math.min(availableParallelism() + 1, 8) }, () =>
    worker().catch((reason) => {
      failed = true;
      throw reason;
    }),
  );
  const ended = await Promise.allSettled(workers);
  const broken = ended.find((worker) => worker.status === 'rejected');
  if (broken) throw broken.reason;
}
