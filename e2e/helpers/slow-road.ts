/** A slow road between the phone and the shop: travel packs come in small pieces, so that a test can stop one on its way. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PIECE_BYTES = 8_192;
const PACK = /^\/v1\/packs\/\d+/;

export class SlowRoad {
  /** Milliseconds between two pieces; 0: as fast as it goes. */
  pauseMs = 0;
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
    const isPack = PACK.test(path);
    if (isPack && asked.headers.range) this.ranges.push(asked.headers.range);
    const there = request(new URL(path, this.#behind), { method: asked.method, headers: asked.headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      if (isPack) void this.#inPieces(answer, reply).catch(() => reply.destroy());
      else answer.pipe(reply);
    });
    there.on('error', () => reply.destroy());
    asked.pipe(there);
  }

  async #inPieces(answer: IncomingMessage, reply: ServerResponse): Promise<void> {
    for await (const chunk of answer) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        if (reply.destroyed) return;
        reply.write(chunk.subarray(at, at + PIECE_BYTES));
        if (this.pauseMs > 0) await sleep(this.pauseMs);
      }
    }
    reply.end();
  }
}
