import { expect, test } from 'vitest';
import { InstallOffer } from './install-offer.ts';
import { notesInMemory } from './testing.ts';

const DAY_MS = 24 * 3_600_000;

function offer(notes = notesInMemory()) {
  const clock = { now: 1000 * DAY_MS };
  const make = () => new InstallOffer({ notes, now: () => clock.now });
  return { clock, make, offer: make() };
}

test('the second search that finds something makes it due; another filter is no other search', () => {
  const { offer: install } = offer();
  const first = {};
  install.searched(first);
  install.searched(first);
  expect(install.state().due).toBe(false);
  install.searched({});
  expect(install.state().due).toBe(true);
});

test('searches of an earlier visit count', () => {
  const { offer: install, make } = offer();
  install.searched({});
  const later = make();
  expect(later.state().due).toBe(false);
  later.searched({});
  expect(later.state().due).toBe(true);
});

test('the first product that is saved makes it due', () => {
  const { offer: install } = offer();
  install.saved();
  expect(install.state().due).toBe(true);
});

test('refused, it stays away for thirty days, whatever happens', () => {
  const { offer: install, make, clock } = offer();
  install.saved();
  install.refuse();
  expect(install.state().due).toBe(false);
  clock.now += 29 * DAY_MS;
  const soon = make();
  soon.saved();
  soon.searched({});
  soon.searched({});
  expect(soon.state().due).toBe(false);
  clock.now += DAY_MS;
  expect(make().state().due, 'two searches are remembered').toBe(true);
});
