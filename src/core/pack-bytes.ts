/** Small tools of the binary pack formats: magic words, UTF-8, growing buffers. */
import { TongkuanError } from './errors.ts';

/** Every place this code runs has these two (WHATWG Encoding); the pure library of types does not know them. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** JSON from bytes. @throws PACK_CORRUPT when it is no UTF-8 or no JSON */
export function jsonOf(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return corrupt(what);
  }
}

/** @throws PACK_CORRUPT naming what is wrong */
export function corrupt(what: string): never {
  throw new TongkuanError('PACK_CORRUPT', { what });
}

export function writeMagic(bytes: Uint8Array, magic: string): void {
  for (let i = 0; i < magic.length; i++) bytes[i] = magic.charCodeAt(i);
}

/** @throws PACK_CORRUPT when the bytes are shorter than a header or of another format or version */
export function checkMagic(bytes: Uint8Array, magic: string, headerBytes: number): DataView {
  if (bytes.length < headerBytes) corrupt('header');
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== magic) corrupt('magic');
  const view = viewOf(bytes);
  if (view.getUint32(4, true) !== headerBytes) corrupt('header length');
  return view;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function writeHex(bytes: Uint8Array, hex: string): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
}

export function readHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes that grow by doubling, so that adding costs the same however much is there. */
export class ByteBuffer {
  #bytes = new Uint8Array(1024);
  length = 0;

  add(more: ArrayLike<number>): void {
    this.#reserve(more.length);
    this.#bytes.set(more, this.length);
    this.length += more.length;
  }

  addText(text: string): void {
    this.add(utf8(text));
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  #reserve(more: number): void {
    const wanted = this.length + more;
    if (wanted <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(wanted, 2 * this.#bytes.length));
    grown.set(this.bytes());
    this.#bytes = grown;
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The bytes at an address that typed arrays can look at: copied unless they lie so already (`slice` of a Buffer copies not). */
export function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}
