/** JSON feeds: the objects of the outermost list, wherever it lies; each is parsed by itself. */
import { TongkuanError } from '#core/errors.ts';
import { brokenRow, type FeedRow, isMisdecoded, MISDECODED, type RowValues } from '../rows.ts';
import { ElementCutter, type JsonElement } from './json-elements.ts';

/** Longest element: a product of Shopify with 2,000 variants has about 2 MB. */
export const ELEMENT_MAX_CHARS = 8_000_000;

/** Rows of a JSON feed. @throws FEED_UNREADABLE at its end when it was cut off or holds no list */
export async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<FeedRow> {
  const cutter = new ElementCutter(ELEMENT_MAX_CHARS);
  for await (const chunk of text) for (const element of cutter.cut(chunk)) yield readElement(element);
  if (cutter.isOpen) throw new TongkuanError('FEED_UNREADABLE', { what: 'the JSON ends in the middle' });
  if (!cutter.sawList) throw new TongkuanError('FEED_UNREADABLE', { what: 'no list of products in the JSON' });
}

function readElement({ line, text }: JsonElement): FeedRow {
  if (text === null) return brokenRow(line, 'the product is longer than 8 MB');
  return parseObject(line, text);
}

/** One JSON object as a row. */
export function parseObject(line: number, text: string): FeedRow {
  if (isMisdecoded(text)) return brokenRow(line, MISDECODED);
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
      return { line, values: values as RowValues };
    }
    return brokenRow(line, 'not a JSON object');
  } catch (error) {
    return brokenRow(line, `not JSON: ${(error as Error).message}`);
  }
}
