/** Malformed requests, made from good ones by a seeded generator: the same seed makes the same requests. */
import { seeded, vectorNear } from '#search/testing.ts';
import { body } from '../testing.ts';
import { FUZZ_KEY } from './shop.ts';

export interface FuzzRequest {
  readonly method: string;
  /** As it is written on the wire. */
  readonly path: string;
  readonly headers: readonly [string, string][];
  readonly body: Buffer;
}

type Random = () => number;

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PURGE'];
const VECTOR = body(vectorNear(1, seeded(1)));
const ID = encodeURIComponent('商品/1');
const EVENT = { type: 'click', productId: 'a', position: 0, category: 4, at: '2026-11-26T09:10:11Z' };

/** Requests that are in order. */
const GOOD: readonly FuzzRequest[] = [
  good('POST', '/v1/search?category=4&minPrice=1&maxPrice=90000&sort=price-asc&limit=5', VECTOR),
  good('POST', '/v1/search?seller=Seller%201&inStock=true&facets=price&q=red&group=offers&offset=3', VECTOR),
  good('POST', '/v1/search/batch?limit=1', Buffer.concat([VECTOR, VECTOR])),
  good('GET', `/v1/products?id=${ID}&id=a`),
  good('GET', `/v1/products/${ID}`),
  good('GET', `/v1/products/${ID}/similar?limit=3`),
  good('GET', `/v1/products/${ID}/offers`),
  good('GET', `/v1/products/${ID}/picture?width=160&v=1`),
  good('GET', '/v1/categories'),
  good('GET', '/v1/packs/4/changes?from=0123456789abcdef0123456789abcdef&pictures=true'),
  good('GET', '/v1/packs/4'),
  good('GET', '/healthz'),
  good('GET', '/v1/openapi.json'),
  good('POST', '/v1/events', Buffer.from(JSON.stringify({ events: [EVENT] })), 'application/json'),
  good('PUT', '/v1/manage/products/a', Buffer.from('{"product":{"title":"a"}}'), 'application/json'),
  good(
    'POST',
    '/v1/manage/products:batch',
    Buffer.from('{"operations":[{"op":"delete","id":"a"}]}'),
    'application/json',
  ),
  good('DELETE', '/v1/manage/products/a'),
  good('GET', '/v1/manage/stats'),
];

function good(
  method: string,
  path: string,
  payload: Buffer = Buffer.alloc(0),
  type = 'application/octet-stream',
): FuzzRequest {
  const headers: [string, string][] = path.includes('/manage/') ? [['authorization', `Bearer ${FUZZ_KEY}`]] : [];
  return { method, path, body: payload, headers: payload.length > 0 ? [...headers, ['content-type', type]] : headers };
}

const NASTY = [
  '',
  '%',
  '%00',
  '%ff%fe',
  '%2e%2e%2f',
  '../',
  '..;/',
  '__proto__',
  'constructor',
  'toString',
  "') or (1=1",
  '-1',
  '1e999',
  'NaN',
  '9007199254740993',
  '\u202e',
  '%F0%9F%91%97',
  'a'.repeat(3000),
  '[]',
  '{}',
  '&id=',
  ';',
  '#',
  '?',
  '*',
  '\\',
  '//',
];
const HEADERS: readonly [string, string][] = [
  ['range', 'bytes=5-1'],
  ['range', 'bytes=-999999999999999'],
  ['range', 'bytes=0-,5-'],
  ['if-none-match', '*'],
  ['if-range', '"x"'],
  ['accept-encoding', 'br;q=x, ,gzip'],
  ['accept-encoding', 'identity;q=0'],
  ['content-encoding', 'gzip'],
  ['transfer-encoding', 'chunked'],
  ['content-type', 'application/json'],
  ['content-type', 'multipart/form-data; boundary=x'],
  ['content-type', 'multipart/form-data'],
  ['content-type', ';'],
  ['content-length', '-1'],
  ['content-length', '10'],
  ['content-length', '99999999999'],
  ['host', ''],
  ['host', '[::1'],
  ['authorization', 'Bearer'],
  ['authorization', `Bearer ${'x'.repeat(5000)}`],
  ['x-forwarded-for', 'x, 999.0.0.1'],
  ['origin', 'null'],
  ['expect', '100-continue'],
  ['upgrade', 'websocket'],
  ['connection', 'upgrade'],
  ['cookie', '='],
];

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A text with something nasty in place of a part of it. */
function bent(random: Random, text: string): string {
  const at = Math.floor(random() * (text.length + 1));
  const length = Math.floor(random() * 6);
  return text.slice(0, at) + pick(random, NASTY) + text.slice(at + length);
}

/** Bytes cut, lengthened, turned or torn. */
function bentBytes(random: Random, bytes: Buffer): Buffer {
  const way = Math.floor(random() * 5);
  if (way === 0) return bytes.subarray(0, Math.floor(random() * bytes.length));
  if (way === 1) return Buffer.concat([bytes, Buffer.alloc(Math.floor(random() * 3000), 0xff)]);
  if (way === 2) return Buffer.from(bent(random, bytes.toString('latin1')), 'latin1');
  if (way === 3)
    return Buffer.from(pick(random, ['{', 'null', '[[[[', '{"events":[{}]}', '"\\ud800"', '{"__proto__":1}', '1e999']));
  const turned = Buffer.from(bytes);
  for (let i = 0; i < 4 && turned.length > 0; i++)
    turned[Math.floor(random() * turned.length)] = Math.floor(random() * 256);
  return turned;
}

/** The next request. What cannot be put on the wire as a request line or header is left to `rawBytes`. */
export function nextRequest(random: Random): FuzzRequest {
  let { method, path, headers, body: payload } = pick(random, GOOD);
  if (random() < 0.15) method = pick(random, METHODS);
  if (random() < 0.7) path = bent(random, path);
  if (random() < 0.1) path = bent(random, path);
  if (random() < 0.5) payload = bentBytes(random, payload);
  if (random() < 0.4) headers = [...headers, pick(random, HEADERS)];
  return { method, path, headers, body: payload };
}

/** The request as bytes; sometimes they are no HTTP any more. */
export function rawBytes(random: Random, { method, path, headers, body: payload }: FuzzRequest): Buffer {
  const named = new Set(headers.map(([name]) => name));
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(named.has('host') ? [] : ['host: localhost']),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(named.has('content-length') || named.has('transfer-encoding') ? [] : [`content-length: ${payload.length}`]),
    'connection: close',
  ];
  const bytes = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), payload]);
  return random() < 0.15 ? bentBytes(random, bytes) : bytes;
}
