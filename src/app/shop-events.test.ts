import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EVENTS_MAX } from '#core/search-protocol.ts';
import type { Sending, ShopEvent } from './services/events-client.ts';
import { notesInMemory, shopEvents } from './testing.ts';

const PLACED = { productId: 'bag-1', category: 3, position: 4 };
const NOW = Date.UTC(2026, 4, 1, 9, 41, 12);
const sender = (outcome: Sending = 'sent') => vi.fn(async (_events: readonly ShopEvent[]) => outcome);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('nothing is told before the shopper chooses to', async () => {
  const send = sender();
  const events = shopEvents({ send });
  events.record('click', PLACED);
  await vi.runAllTimersAsync();
  await events.flush();
  expect(send).not.toHaveBeenCalled();
  expect(events.state()).toEqual({ on: false, sent: 0 });
});

test('once chosen, several go together, with the hour and nothing finer', async () => {
  const send = sender();
  const events = shopEvents({ send, now: () => NOW });
  events.choose(true);
  events.record('impression', PLACED);
  events.record('click', PLACED);
  expect(send).not.toHaveBeenCalled();
  await vi.runAllTimersAsync();
  expect(send).toHaveBeenCalledTimes(1);
  expect(send.mock.calls[0]?.[0]).toEqual([
    { type: 'impression', ...PLACED, at: '2026-05-01T09:00:00Z' },
    { type: 'click', ...PLACED, at: '2026-05-01T09:00:00Z' },
  ]);
  expect(events.state().sent).toBe(2);
});

test('a request holds no more than the endpoint takes', async () => {
  const send = sender();
  const events = shopEvents({ send });
  events.choose(true);
  for (let position = 0; position < EVENTS_MAX + 3; position++) events.record('impression', { ...PLACED, position });
  await vi.runAllTimersAsync();
  expect(send.mock.calls.map(([sent]) => sent.length)).toEqual([EVENTS_MAX, 3]);
});

test('withdrawn, what waits is thrown away at once', async () => {
  const send = sender();
  const events = shopEvents({ send });
  events.choose(true);
  events.record('click', PLACED);
  events.choose(false);
  events.record('click', PLACED);
  await vi.runAllTimersAsync();
  await events.flush();
  expect(send).not.toHaveBeenCalled();
});

test('withdrawn in another tab, this one sends nothing either', async () => {
  const notes = notesInMemory();
  const send = sender();
  const here = shopEvents({ send, notes });
  here.choose(true);
  here.record('click', PLACED);
  shopEvents({ notes }).choose(false);
  await here.flush();
  expect(send).not.toHaveBeenCalled();
  expect(here.state().on).toBe(false);
});

test('the choice is remembered', () => {
  const notes = notesInMemory();
  shopEvents({ notes }).choose(true);
  expect(shopEvents({ notes }).state().on).toBe(true);
});

test('a shop that takes no events is not asked again; what could not be sent does not count', async () => {
  const send = sender('unwanted');
  const events = shopEvents({ send });
  events.choose(true);
  for (let i = 0; i < 2; i++) {
    events.record('click', PLACED);
    await events.flush();
  }
  expect(send).toHaveBeenCalledTimes(1);
  expect(events.state().sent).toBe(0);
});
