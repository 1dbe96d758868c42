import { expect, test } from 'vitest';
import { formatOf } from './format.ts';

test.each([
  ['id,title,price,image\n', 'x', 'csv'],
  ['id\ttitle\n', 'feed.json', 'csv'],
  ['Handle,Title,Variant Price,Image Src\n', 'x', 'shopify-csv'],
  ['Title,"URL handle",Price,Product image URL\n', 'x', 'shopify-csv'],
  ['<?xml version="1.0"?><rss>', 'x.csv', 'xml'],
  ['\n <rss>', 'x', 'xml'],
  ['[{"id":1}]', 'x', 'json'],
  ['{"id":1}\n{"id":2}\n', 'x', 'jsonl'],
  ['{"id":1', 'feed.jsonl.gz', 'jsonl'],
  ['{"id":}\n{"id":2}', 'x', 'jsonl'],
  ['{\n "items": [', 'x', 'json'],
  ['{"items":[{"id":1}]}', 'x', 'json'],
  ['{"products":[{"id":1,"variants":[{', 'x', 'shopify-json'],
] as const)('%j in %s is %s', (head, name, format) => {
  expect(formatOf(head, name)).toBe(format);
});

test.each([
  ['<!DOCTYPE html><html>', /web page/],
  ['\u0000\u0001binary', /not text/],
  ['PK\u0003\u0004', /not text/],
])('%j is refused', (head, what) => {
  expect(() => formatOf(head, 'x.csv')).toThrow(
    expect.objectContaining({
      code: 'FEED_UNREADABLE',
      details: expect.objectContaining({ what: expect.stringMatching(what) }),
    }),
  );
});
