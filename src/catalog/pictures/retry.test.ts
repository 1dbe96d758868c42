import { expect, test } from 'vitest';
import { Failure, pauseAfter, retryAfterOf } from './retry.ts';

test('pauses grow, with jitter, and end', () => {
  const at = (tries: number, random: number) => pauseAfter(new Error('x'), tries, [500, 2000], () => random);
  expect([at(0, 0), at(0, 1), at(1, 0.5), at(2, 0)]).toEqual([250, 750, 2000, null]);
});

test('the server’s own pause counts; one that is too long ends it', () => {
  const after = (retryAfterMs: number) => pauseAfter(new Failure('429', true, retryAfterMs), 0, [500], () => 0.5);
  expect([after(100), after(5_000), after(60_000)]).toEqual([500, 5_000, null]);
});

test.each([
  ['120', 120_000],
  ['Thu, 01 Jan 1970 00:01:00 GMT', 59_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', null],
  [undefined, null],
])('retry-after: %s', (header, ms) => {
  expect(retryAfterOf(header, 1000)).toBe(ms);
});
