/**
 * Requests that wait for the writer at the same time are done as one: a deletion is published before it is acknowledged, and that
 * takes as long for a hundred products as for one.
 */
import { MANAGED_MAX, type Operation } from '#core/management.ts';

interface Asking {
  readonly operations: readonly Operation[];
}

/** A picture takes its time, for which nobody else is to wait. */
function isQuick({ operations }: Asking): boolean {
  return operations.every((operation) => operation.op === 'delete' || !operation.picture);
}

/**
 * Takes the first of those that wait, and those behind it that may be done with it: quick ones, no product twice, `MANAGED_MAX` in
 * all. Nobody is overtaken.
 */
export function takeTogether<Q extends Asking>(waiting: Q[]): Q[] {
  const ids = new Set<string>();
  let taken = 0;
  for (const asking of waiting) {
    const { operations } = asking;
    const fits = ids.size + operations.length <= MANAGED_MAX && operations.every(({ id }) => !ids.has(id));
    if (taken > 0 && !(fits && isQuick(asking))) break;
    for (const { id } of operations) ids.add(id);
    taken++;
    if (!isQuick(asking)) break;
  }
  return waiting.splice(0, taken);
}
