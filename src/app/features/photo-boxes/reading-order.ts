import type { Target } from '#app/flow.ts';

/** A target with its place in `FlowState.targets`. */
export interface Numbered {
  readonly target: Target;
  readonly index: number;
}

/** Items with a box, as one reads: row by row, a row being boxes whose middles are within a sixth of the height. */
export function inReadingOrder(targets: readonly Target[], photoHeight: number): Numbered[] {
  const row = photoHeight / 6;
  const rowOf = ({ box }: Target) => (box ? Math.floor((box.y + box.height / 2) / row) : 0);
  return targets
    .map((target, index) => ({ target, index }))
    .filter(({ target }) => target.box !== null)
    .sort((a, b) => rowOf(a.target) - rowOf(b.target) || (a.target.box?.x ?? 0) - (b.target.box?.x ?? 0));
}

/** Layers for overlapping boxes: the smaller one lies on top, or it could never be tapped. */
export function layers(targets: readonly Target[]): number[] {
  const area = ({ box }: Target) => (box ? box.width * box.height : Number.POSITIVE_INFINITY);
  const order = targets
    .map((_, index) => index)
    .sort((a, b) => area(targets[b] as Target) - area(targets[a] as Target));
  const result = new Array<number>(targets.length).fill(0);
  order.forEach((index, layer) => {
    result[index] = layer + 1;
  });
  return result;
}
