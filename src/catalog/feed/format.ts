/** Which kinds of feeds there are, and which kind the first bytes of one speak of. */
import { extname } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { headerColumns } from './readers/csv.ts';

export const FEED_FORMATS = ['csv', 'jsonl', 'json', 'xml', 'shopify-csv', 'shopify-json'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** Keys under which JSON feeds keep the list of their products. */
const LIST_KEYS = ['products', 'items', 'data', 'results', 'entries', 'feed'];
const SHOPIFY_COLUMNS = [
  ['handle', 'variant price'],
  ['url handle', 'product image url'],
];

/**
 * The format that the start of a feed speaks of; only where both JSON lines and JSON would do, its name decides.
 * @param head the first bytes as text
 * @param name path or address
 * @throws FEED_UNREADABLE
 */
export function formatOf(head: string, name: string): FeedFormat {
  const start = head.trimStart();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has none of these
  if (/^PK(?:$|[\x03\x05])|[\x00-\x08\x0e-\x1a]/.test(start.slice(0, 1000))) throw unreadable('not text', name);
  if (/^<(?:!doctype\s+)?html\b/i.test(start)) throw unreadable('a web page, not a feed: it may want a login', name);
  if (start.startsWith('<')) return 'xml';
  if (start.startsWith('[')) return 'json';
  if (start.startsWith('{')) return jsonFormatOf(start, name);
  return csvFormatOf(start);
}

export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function jsonFormatOf(start: string, name: string): FeedFormat {
  if (/\.(jsonl|ndjson)(\.|$)/i.test(name)) return 'jsonl';
  const line = /^.*/.exec(start)?.[0].trim() ?? '';
  const first = parsed(line);
  if (first === undefined) return line.length > 1 && line.endsWith('}') ? 'jsonl' : jsonKindOf(start);
  return LIST_KEYS.some((key) => typeof first[key] === 'object') ? jsonKindOf(start) : 'jsonl';
}

/** Shopify's `/products.json`: a list of products, each with its variants. */
function jsonKindOf(start: string): FeedFormat {
  return /^\{\s*"products"\s*:/.test(start) && /"variants"\s*:\s*\[/.test(start) ? 'shopify-json' : 'json';
}

function csvFormatOf(start: string): FeedFormat {
  const columns = headerColumns(/^.*/.exec(start)?.[0] ?? '');
  return SHOPIFY_COLUMNS.some((names) => names.every((name) => columns.includes(name))) ? 'shopify-csv' : 'csv';
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function unreadable(what: string, name: string): TongkuanError {
  return new TongkuanError('FEED_UNREADABLE', { what, extension: extname(name).toLowerCase() });
}
