/**
 * A slow road between the phone and the shop: what is slowed comes late and in small pieces, so that a test can stop a travel
 * pack on its way or sit out a bad network. A browser's own throttling leaves out workers; this does not.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PIECE_BYTES = 8_192;
const PACK = /^\/v1\/packs\/\d+/;

/** "Slow 3G" of the browsers' developer tools: 400 kbit/s, two seconds for the first byte. */
export const SLOW_3G = { latencyMs: 2_000, pauseMs: Math.round((PIECE_BYTES / 50_000) * 1_000) } as const;

export class SlowRoad {
  /** Milliseconds between two pieces; 0: as fast as it goes. */
  pauseMs = 0;
  /** Milliseconds before an answer begins. */
  latencyMs = 0;
  /** Addresses that are slowed. */
  slowed = PACK;
  /** Addresses of packs that were asked for. */
  readonly packs: string[] = [];
  /** Ranges that packs were asked in. */
  readonly ranges: string[] = [];
  readonly #behind: string;
  readonly #server = createServer((asked, reply) => this.#pass(asked, reply));

  private constructor(behind: string) {
    this.#behind = behind;
  }

  /** @param behind address of the real server */
  static async open(behind: string): Promise<SlowRoad> {
    const road = new SlowRoad(behind);
    await new Promise<void>((resolve) => road.#server.listen(0, '127.0.0.1', resolve));
    return road;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #pass(asked: IncomingMessage, reply: ServerResponse): void {
    const path = asked.url ?? '/';
    const isSlow = this.slowed.test(path);
    if (PACK.test(path)) this.packs.push(path);
    if (PACK.test(path) && asked.headers.range) this.ranges.push(asked.headers.range);
    const there = request(new URL(path, this.#behind), { method: asked.method, headers: asked.headers }, (answer) => {
      if (!isSlow) reply.writeHead(answer.statusCode ?? 502, answer.headers);
      if (isSlow) void this.#inPieces(path, answer, reply).catch(() => reply.destroy());
      else answer.pipe(reply);
    });
    there.on('error', () => reply.destroy());
    asked.pipe(there);
  }

  async #inPieces(path: string, answer: IncomingMessage, reply: ServerResponse): Promise<void> {
    if (this.latencyMs > 0) await sleep(this.latencyMs);
    reply.writeHead(answer.statusCode ?? 502, answer.headers);
    for await (const chunk of answer) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        if (reply.destroyed) return;
        reply.write(chunk.subarray(at, at + PIECE_BYTES));
        if (this.pauseMs > 0 && this.slowed.test(path)) await sleep(this.pauseMs);
      }
    }
    reply.end();
  }
}
