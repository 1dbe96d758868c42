import { TongkuanError } from '#core/errors.ts';

export interface Guards {
  /** Cancels the wait at once; the work itself may go on unseen. */
  readonly signal?: AbortSignal | undefined;
  /** Longest wait in milliseconds, then DEADLINE. */
  readonly deadlineMs?: number | undefined;
  /** Rejects when whoever does the work is gone. */
  readonly died?: Promise<never> | undefined;
}

/** Throws ABORTED when the signal has already fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new TongkuanError('ABORTED');
}

/**
 * Settles as `work` does unless a guard rejects first. Listeners and timers are removed either way.
 * @throws ABORTED, DEADLINE, or whatever `died` rejects with
 */
export async function guarded<T>(work: Promise<T>, { signal, deadlineMs, died }: Guards): Promise<T> {
  throwIfAborted(signal);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const watch = new Promise<never>((_, reject) => {
    if (deadlineMs !== undefined) {
      timer = setTimeout(() => reject(new TongkuanError('DEADLINE', { deadlineMs })), deadlineMs);
    }
    onAbort = () => reject(new TongkuanError('ABORTED'));
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race(died ? [work, watch, died] : [work, watch]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}
