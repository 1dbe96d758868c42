import { expect, test } from 'vitest';
import { newReport, type Withheld } from './report.ts';
import { reportLines } from './report-words.ts';

const withheldLine = (withheld: Withheld) => reportLines({ ...newReport(), withheld })[0];

test.each<[Withheld, string]>([
  [{ products: 2, of: 9, reason: 'shrink' }, 'FEED_SHRUNK: 2 of 9 products are not in the feed any more; kept.'],
  [{ products: 1, of: 4, reason: 'shrink' }, 'FEED_SHRUNK: 1 of 4 products is not in the feed any more; kept.'],
  [
    { products: 1, of: 4, reason: 'lines' },
    'FEED_SHRUNK: 1 product may have left the feed, or stands in a line without a readable id; kept.',
  ],
  [
    { products: 3, of: 90, reason: 'lines' },
    'FEED_SHRUNK: 3 products may have left the feed, or stand in a line without a readable id; kept.',
  ],
])('%o is told in a sentence, with what can be done', (withheld, sentence) => {
  const line = withheldLine(withheld);
  expect(line).toContain(sentence);
  expect(line).toMatch(/--allow-shrink .*--partial /);
});

test('columns nobody reads are named, with what would have them read', () => {
  const [line] = reportLines({ ...newReport(), unknownColumns: ['colour', 'note'] });
  expect(line).toBe('columns not read: colour, note (as attr_colour one would be shown; --map says what a column is)');
});
