import { expect, test, vi } from 'vitest';
import { createEventSender } from './events-client.ts';

const EVENT = { type: 'click', productId: 'a', position: 0, category: 3, at: '2026-05-01T09:00:00Z' } as const;
const answering = (status: number) => vi.fn<typeof fetch>(async () => new Response(null, { status }));

test('events leave as JSON, without cookies and without the page’s address', async () => {
  const fetch = answering(204);
  expect(await createEventSender({ fetch, isOnline: () => true })([EVENT])).toBe('sent');
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect(url).toBe('/v1/events');
  expect(JSON.parse(String(init?.body))).toEqual({ events: [EVENT] });
  expect(init).toMatchObject({ method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer', keepalive: true });
});

test.each([
  [404, 'unwanted'],
  [503, 'dropped'],
  [429, 'dropped'],
])('a shop that answers %i: %s', async (status, outcome) => {
  expect(await createEventSender({ fetch: answering(status), isOnline: () => true })([EVENT])).toBe(outcome);
});

test('without a network nothing is tried, and nobody is told', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await createEventSender({ fetch, isOnline: () => false })([EVENT])).toBe('dropped');
  expect(fetch).not.toHaveBeenCalled();
  expect(await createEventSender({ fetch, isOnline: () => true })([EVENT])).toBe('dropped');
});
