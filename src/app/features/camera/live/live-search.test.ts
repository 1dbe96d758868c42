import { expect, test, vi } from 'vitest';
import { answer, description, hit } from '#app/testing.ts';
import { LiveSearch } from './live-search.ts';
import type { Track } from './tracker.ts';

const BOX = { x: 0, y: 0, width: 10, height: 10 };
const TRACK: Track = { id: 1, kind: 'bag', box: BOX, seen: BOX, missed: 0 };
const NEVER = new AbortController().signal;

test.each([
  ['the shop', undefined, 144],
  ['a travel pack after the shop kept silent', { asOf: 1, sent: true }, 144],
  ['a travel pack in flight mode', { asOf: 1, sent: false }, 0],
])('what %s answers tells how much has left', async (_, pack, bytesSent) => {
  const vision = {
    openFrame: vi.fn(),
    detect: vi.fn(),
    describe: async () => description(3, 'bag'),
    release: vi.fn(),
  };
  const found = answer(hit('one'));
  const search = new LiveSearch(vision, async () => (pack ? { ...found, pack } : found));
  await search.settle(TRACK, { picture: null, width: 10, height: 10 }, NEVER);
  await vi.waitFor(() => expect(search.state()).toMatchObject({ stage: 'done', bytesSent }));
});
