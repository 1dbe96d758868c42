/** The middle of what was measured, NaN of nothing: one slow run on a busy machine does not move it. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
