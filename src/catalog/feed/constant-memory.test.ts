/** A feed of any size in constant memory: no reader runs ahead of who takes its rows, and none keeps what it has given. */
import { describe, expect, test, vi } from 'vitest';
import { type EndlessFormat, endless } from './endless.ts';
import { readerOf } from './read.ts';

vi.setConfig({ testTimeout: 240_000 }); // busy machines take their time

const CHUNK = 65_536;
const TOTAL = 8_000_000;
/** Most bytes read and not yet given: the chunk in work, and what a reader cuts it from. */
const AHEAD_MAX = 3 * CHUNK;

describe.each(['csv', 'jsonl', 'json', 'xml', 'shopify-csv', 'shopify-json'] as EndlessFormat[])('%s', (format) => {
  test('reads as much as was asked for', async () => {
    const feed = endless(format, TOTAL, CHUNK);
    const read = readerOf(format, { encoding: 'utf-8', shop: null });
    let rows = 0;
    let most = 0;
    for await (const row of read(feed.bytes)) {
      if ('error' in row) throw row.error;
      rows++;
      most = Math.max(most, feed.pulled() - rows * feed.bytesPerRow);
    }
    expect(rows).toBe(feed.rows);
    expect(feed.pulled()).toBeGreaterThan(TOTAL);
    expect(most).toBeLessThan(AHEAD_MAX);
  });

  test('ends reading where nobody asks further', async () => {
    const feed = endless(format, TOTAL, CHUNK);
    for await (const row of readerOf(format, { encoding: 'utf-8', shop: null })(feed.bytes)) {
      expect(row.line).toBeGreaterThan(0);
      break;
    }
    expect(feed.pulled()).toBeLessThan(AHEAD_MAX);
    expect(feed.isClosed()).toBe(true);
  });
});
