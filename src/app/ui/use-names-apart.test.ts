// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { keepApart } from './use-names-apart.ts';

const at = (left: number, top: number): DOMRect => new DOMRect(left, top, 40, 20);

/** An element that says where it is, by its place. */
function shown(data: Record<string, string>, rectOf: (place: string | undefined) => DOMRect): HTMLElement {
  const element = document.createElement('span');
  Object.assign(element.dataset, data);
  element.getBoundingClientRect = () => rectOf(element.dataset.place);
  return element;
}

const name = (rank: number, first: DOMRect, second: DOMRect) =>
  shown({ name: String(rank) }, (place) => (place === 'second' ? second : first));

/** A frame 200 pixels high with these in it, in any order. */
function placesOf(...elements: HTMLElement[]): (string | undefined)[] {
  const frame = shown({}, () => new DOMRect(0, 0, 100, 200));
  frame.append(...elements);
  keepApart(frame);
  return elements.map((element) => element.dataset.place);
}

test('names with room enough keep their first place', () => {
  expect(placesOf(name(1, at(0, 0), at(0, 40)), name(2, at(50, 0), at(50, 40)))).toEqual(['first', 'first']);
});

test('of two that overlap the one of lower rank stays, the other goes to its second place, or is hidden', () => {
  const [better, moves, hidden] = [
    name(1, at(0, 0), at(0, 40)),
    name(2, at(10, 5), at(10, 40)),
    name(3, at(0, 5), at(0, 45)),
  ];
  expect(placesOf(hidden, moves, better)).toEqual(['none', 'second', 'first']);
});

test('no name lies on a dot or outside of the frame', () => {
  const dot = shown({ dot: '' }, () => at(0, 10));
  expect(placesOf(dot, name(1, at(0, 0), at(0, 40)), name(2, at(50, 190), at(50, 150))).slice(1)).toEqual([
    'second',
    'second',
  ]);
});

test('the name of the chosen one is always shown', () => {
  const dot = shown({ dot: '' }, () => new DOMRect(0, 0, 100, 200));
  expect(placesOf(dot, name(0, at(0, 0), at(0, 40)))[1]).toBe('first');
});

test('a name stays where it is until something touches it, and comes only where there is room around it', () => {
  const [fixed, other] = [name(1, at(0, 0), at(0, 40)), name(2, at(0, 22), at(0, 60))];
  expect(placesOf(fixed, other)).toEqual(['first', 'second']);
  other.dataset.place = 'first';
  expect(placesOf(fixed, other)).toEqual(['first', 'first']);
});
