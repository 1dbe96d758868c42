/** Trying again what may pass: exponential back-off with jitter, or the time that the server asks for. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses before the second and third attempt. */
export const RETRY_DELAYS_MS = [500, 2_000];
/** Longest pause a server may ask for; who wants a longer one is asked again at the next import. */
const RETRY_AFTER_MAX_MS = 30_000;

/** Why an attempt failed, and whether another may succeed. */
export class Failure extends Error {
  constructor(
    reason: string,
    readonly mayPass: boolean,
    /** What the server says in `retry-after`. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(reason);
  }
}

/** Milliseconds to pause after `error` at the attempt `tries` (from 0); null: do not try again. */
export function pauseAfter(
  error: unknown,
  tries: number,
  delaysMs: readonly number[],
  random = Math.random,
): number | null {
  const delay = delaysMs[tries];
  if (delay === undefined) return null;
  const asked = error instanceof Failure ? error.retryAfterMs : null;
  if (asked !== null && asked > RETRY_AFTER_MAX_MS) return null;
  // Without jitter all that failed together would come back together.
  return Math.max(asked ?? 0, delay * (0.5 + random()));
}

/** What `retry-after` asks for: seconds, or a date. */
export function retryAfterOf(header: string | undefined, now = Date.now()): number | null {
  if (header === undefined) return null;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Waits, or ends early when asked to stop. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => {});
}
