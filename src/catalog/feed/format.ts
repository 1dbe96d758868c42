/** Which kinds of feed files there are. */
import { extname } from 'node:path';
import { TongkuanError } from '#core/errors.ts';

export const FEED_FORMATS = ['csv', 'jsonl'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** The format a file's name speaks of. @throws FEED_UNREADABLE */
export function formatOf(path: string): FeedFormat {
  const extension = extname(path).toLowerCase();
  if (['.jsonl', '.ndjson'].includes(extension)) return 'jsonl';
  if (['.csv', '.tsv', '.txt'].includes(extension)) return 'csv';
  throw new TongkuanError('FEED_UNREADABLE', {
    what: 'neither .csv, .tsv nor .jsonl: say it with --format',
    extension,
  });
}

export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
