import { expect, test } from 'vitest';
import type { Operation } from '#core/management.ts';
import { takeTogether } from './together.ts';

const remove = (id: string): Operation => ({ op: 'delete', id });
const put = (id: string, picture?: Uint8Array): Operation => ({
  op: 'put',
  id,
  product: { title: id },
  ...(picture ? { picture } : {}),
});
const PICTURE = new Uint8Array(1);

/** What is done together, one group after the other, until nobody waits. */
function groupsOf(...requests: Operation[][]): string[][] {
  const waiting = requests.map((operations) => ({ operations }));
  const groups: string[][] = [];
  while (waiting.length > 0)
    groups.push(takeTogether(waiting).flatMap(({ operations }) => operations.map(({ id }) => id)));
  return groups;
}

test('nobody waits: nothing is taken', () => {
  expect(takeTogether([])).toEqual([]);
});

test('deletions, and puts without a picture, go together in their order', () => {
  expect(groupsOf([remove('a')], [put('b')], [remove('c'), remove('d')])).toEqual([['a', 'b', 'c', 'd']]);
});

test('a second change of a product waits for the first, and so do those behind it', () => {
  expect(groupsOf([put('a')], [remove('a')], [remove('b')])).toEqual([['a'], ['a', 'b']]);
});

test('a picture is looked at alone', () => {
  expect(groupsOf([remove('a')], [put('b', PICTURE)], [remove('c')])).toEqual([['a'], ['b'], ['c']]);
  expect(groupsOf([put('b', PICTURE)], [put('c', PICTURE)])).toEqual([['b'], ['c']]);
});

test('a hundred at most, but a request is never divided', () => {
  const many = (count: number, name: string) => Array.from({ length: count }, (_, i) => remove(`${name}${i}`));
  expect(groupsOf(many(60, 'a'), many(40, 'b'), many(1, 'c')).map(({ length }) => length)).toEqual([100, 1]);
  expect(groupsOf(many(60, 'a'), many(41, 'b')).map(({ length }) => length)).toEqual([60, 41]);
});
