import { expect, test } from 'vitest';
import { averageLook, restAfter } from './pace.ts';

/** Looks a second of a device on which each takes so long. */
const perSecond = (lookMs: number) => 1000 / (lookMs + restAfter(lookMs, lookMs));

test('a fast device looks ten times a second and no more', () => {
  expect(perSecond(5)).toBeCloseTo(10);
  expect(perSecond(40)).toBeCloseTo(10);
});

test('a slower device looks less often and rests a third of the time', () => {
  expect(perSecond(100)).toBeCloseTo(6.67, 1);
  expect(perSecond(400)).toBeCloseTo(1.67, 1);
});

test('the slowest does not wait longer than a second', () => {
  expect(restAfter(8_000, 8_000)).toBe(1_000);
});

test('one slow look changes the average little, many do', () => {
  let average = averageLook(null, 50);
  expect(average).toBe(50);
  average = averageLook(average, 250);
  expect(average).toBeLessThan(120);
  for (let i = 0; i < 20; i++) average = averageLook(average, 250);
  expect(average).toBeCloseTo(250, 0);
});
