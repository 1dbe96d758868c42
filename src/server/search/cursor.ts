/**
 * Cursors: where the next page begins. A cursor says itself what it belongs to, so that every process can read it and none keeps
 * it: 1 byte version, 2 bytes position, 8 bytes hash of the catalogue's state, 8 bytes hash of the question; base64url.
 */
import { createHash } from 'node:crypto';
import { TongkuanError } from '#core/errors.ts';
import { DEPTH_MAX } from '#core/search-protocol.ts';

const VERSION = 1;
const HASH_BYTES = 8;
const BYTES = 3 + 2 * HASH_BYTES;

/** What a cursor is valid for. */
export interface CursorScope {
  /** Model and snapshot that pages are cut from. */
  readonly state: string;
  /** The vector or product and every filter. */
  readonly question: string;
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, HASH_BYTES);
}

/** The text of a cursor. */
export function encodeCursor({ state, question }: CursorScope, position: number): string {
  const head = Buffer.from([VERSION, position >> 8, position & 0xff]);
  return Buffer.concat([head, hashOf(state), hashOf(question)]).toString('base64url');
}

/**
 * @returns how many hits come before the page
 * @throws CURSOR_EXPIRED when the catalogue changed; QUERY_INVALID for what is no cursor, or one of another question
 */
export function decodeCursor(text: string, { state, question }: CursorScope): number {
  const bytes = Buffer.from(text, 'base64url');
  const position = bytes.length === BYTES ? bytes.readUInt16BE(1) : DEPTH_MAX;
  if (bytes[0] !== VERSION || position >= DEPTH_MAX) refuse('not a cursor');
  if (!bytes.subarray(3 + HASH_BYTES).equals(hashOf(question))) refuse('of another search');
  if (!bytes.subarray(3, 3 + HASH_BYTES).equals(hashOf(state))) throw new TongkuanError('CURSOR_EXPIRED');
  return position;
}

function refuse(reason: string): never {
  throw new TongkuanError('QUERY_INVALID', { parameter: 'cursor', reason });
}
