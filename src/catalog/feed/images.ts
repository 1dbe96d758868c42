/** The pictures of a product as feeds list them. */

/** Most pictures of a product that are looked at: each is a vector of its own. */
export const IMAGES_MAX = 20;

/** Between pictures: a bar or a line break; a comma, semicolon or space only before an address, for names may hold them. */
const BETWEEN = /\s*\|\s*|\s*\n\s*|[,;\s]+(?=https?:\/\/)/i;

/** The pictures in a cell or a list: paths and addresses, in their order. Anything else stays and is refused by the schema. */
export function imagesIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === 'string' ? imagesIn(each) : [srcOf(each)]));
  if (typeof value !== 'string') return value === undefined || value === null ? [] : [srcOf(value)];
  return value
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `{ "src": … }` and `{ "url": … }` are how JSON feeds write pictures. */
function srcOf(value: unknown): unknown {
  const { src, url } = Object(value) as { src?: unknown; url?: unknown };
  return src ?? url ?? value;
}
