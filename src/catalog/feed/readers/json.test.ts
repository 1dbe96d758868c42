import { describe, expect, test } from 'vitest';
import { rowsOf, told } from '../testing.ts';

describe('JSON', () => {
  test('a list, with everything that looks like structure inside of strings', async () => {
    const tricky = '[\n{"id":"1","title":"]}{[\\"\\\\"},\n {"id":"2","deep":{"list":[{"id":"no"}]}}\n]';
    for (const size of [1, 2, 3, 1000]) {
      expect(await rowsOf('json', tricky, {}, size)).toEqual([
        { line: 2, values: { id: '1', title: ']}{["\\' } },
        { line: 3, values: { id: '2', deep: { list: [{ id: 'no' }] } } },
      ]);
    }
  });

  test('a list inside of objects', async () => {
    const json = JSON.stringify({ meta: { tags: ['a'] }, data: { items: [{ id: '1' }, { id: '2' }] }, next: null });
    expect(told(await rowsOf('json', json))).toEqual([
      [1, '1'],
      [1, '2'],
    ]);
    expect(await rowsOf('json', '{"products":[]}')).toEqual([]);
  });

  test('a broken element costs itself', async () => {
    const json = ['[', '{"id":"1"},', '{"id":"2" "x":1},', '{"id":"3,', '},', '[4],', '{"id":"5"}', ']'].join('\n');
    expect(told(await rowsOf('json', json))).toEqual([
      [2, '1'],
      [3, expect.stringContaining('not JSON')],
      [4, expect.stringContaining('not JSON')],
      [6, 'not a JSON object'],
      [7, '5'],
    ]);
  });

  test('a long element is passed over', async () => {
    const json = `[{"id":"1"},{"id":"2","x":"${'x'.repeat(8_000_001)}"},{"id":"3"}]`;
    expect(told(await rowsOf('json', json, {}, 65_536))).toEqual([
      [1, '1'],
      [1, expect.stringContaining('8 MB')],
      [1, '3'],
    ]);
  });

  test.each([
    ['cut off', '[{"id":"1"},{"id":', 'ends in the middle'],
    ['no list', '{"id":"1"}', 'no list'],
    ['empty', '', 'no list'],
  ])('%s', async (_, json, what) => {
    await expect(rowsOf('json', json)).rejects.toMatchObject({
      code: 'FEED_UNREADABLE',
      details: { what: expect.stringContaining(what) },
    });
  });
});
