/** A question to the shop that the travel packs answer when it cannot be reached, or keeps silent. */
import { toTongkuanError } from '#core/errors.ts';
import { guarded } from './guard.ts';
import { NO_SHOP, PACK_DEADLINE_MS, patience } from './search-with-packs.ts';

/** How the packs are asked. */
export interface AskedPacks {
  /** False when it is certain that nothing was sent to the shop before. */
  readonly sent: boolean;
  /** The shop may still answer. */
  readonly early: boolean;
}

/**
 * @param ask puts the question to the shop
 * @param inPacks puts it to the packs; null: they cannot tell, and so it is when they cannot be read
 * @throws what `ask` throws, where the packs cannot tell
 */
export async function orInPacks<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  inPacks: (how: AskedPacks) => Promise<T | null>,
  signal: AbortSignal,
): Promise<T> {
  const stop = new AbortController();
  const leave = () => stop.abort();
  signal.addEventListener('abort', leave, { once: true });
  const told = (how: AskedPacks) => guarded(inPacks(how), { signal, deadlineMs: PACK_DEADLINE_MS }).catch(() => null);
  try {
    const asked = ask(stop.signal);
    const answer = (await isSilent(asked)) ? await told({ sent: true, early: true }) : null;
    return answer ?? (await asked);
  } catch (thrown) {
    const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
    if (!NO_SHOP.has(error.code) || signal.aborted) throw error;
    const answer = await told({ sent: error.code !== 'SEARCH_OFFLINE', early: false });
    if (!answer) throw error;
    return answer;
  } finally {
    stop.abort(); // the shop may still be thinking
    signal.removeEventListener('abort', leave);
  }
}

/** True when it has not settled for longer than a shopper on a train should wait. */
function isSilent(asked: Promise<unknown>): Promise<boolean> {
  const settled = asked.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, patience()]).then((inTime) => !inTime);
}
