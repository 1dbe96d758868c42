/**
 * What servers said of the pictures they sent (`etags.jsonl` in a catalogue), so that `--refetch` asks instead of fetching.
 * A line a picture, written as it comes; the last line of an address counts. Losing it costs fetches, nothing else.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Validators } from './http.ts';

/** Lines that are written at once. */
const BATCH = 256;

export interface KnownPicture extends Validators {
  /** Hash of the bytes that came with these. */
  readonly sha256: string;
}

type Line = readonly [key: string, sha256: string, etag: string | null, lastModified: string | null];

export class Etags {
  readonly #path: string;
  #loading: Promise<Map<string, KnownPicture>> | undefined;
  #waiting: string[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(catalogue: string) {
    this.#path = join(catalogue, 'etags.jsonl');
  }

  /** What is known of the picture at an address. The first call reads the file. */
  async get(url: URL): Promise<KnownPicture | null> {
    this.#loading ??= this.#load();
    return (await this.#loading).get(keyOf(url)) ?? null;
  }

  /** Remembers a picture, unless its server gave nothing to ask with. */
  async set(url: URL, { sha256, etag, lastModified }: KnownPicture): Promise<void> {
    if (etag === null && lastModified === null) return;
    const line: Line = [keyOf(url), sha256, etag, lastModified];
    this.#waiting.push(`${JSON.stringify(line)}\n`);
    (await this.#loading)?.set(keyOf(url), { sha256, etag, lastModified });
    if (this.#waiting.length >= BATCH) await this.flush();
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    if (text !== '') this.#writing = this.#writing.then(() => appendFile(this.#path, text));
    await this.#writing;
  }

  async #load(): Promise<Map<string, KnownPicture>> {
    const known = new Map<string, KnownPicture>();
    let lines = 0;
    try {
      for await (const text of createInterface({ input: createReadStream(this.#path) })) {
        lines++;
        const line = parseLine(text);
        if (line) known.set(line[0], { sha256: line[1], etag: line[2], lastModified: line[3] });
      }
    } catch {
      return known; // there is none yet
    }
    if (lines > 2 * known.size) await this.#rewrite(known);
    return known;
  }

  async #rewrite(known: ReadonlyMap<string, KnownPicture>): Promise<void> {
    const lines = [...known].map(([key, { sha256, etag, lastModified }]) => [key, sha256, etag, lastModified]);
    await writeFile(`${this.#path}.part`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await rename(`${this.#path}.part`, this.#path);
  }
}

/** Null for a line that a kill cut off. */
function parseLine(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}

/** Addresses are long: 96 bits of their hash tell them apart in a tenth of the memory. */
function keyOf(url: URL): string {
  return createHash('sha256').update(url.href).digest('base64url').slice(0, 16);
}
