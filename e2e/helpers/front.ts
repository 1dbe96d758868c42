/**
 * A small server that stands in front of the real one. It sees what the page, its workers and the service worker ask for (a
 * browser tells of the page's own requests only), and can change an answer on the way.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Of headers and body, as they came from the server. */
  readonly bytes: number;
}

export interface FrontOptions {
  /** Asks the server for whole, uncompressed answers, which `change` can read; else for what the browser asks for. */
  readonly readable?: boolean;
  /** Sees every answer; what it returns goes to the browser. */
  readonly change: (path: string, answer: Answer) => Buffer;
}

export interface Front {
  readonly url: string;
  close(): void;
}

/** @param behind address of the real server */
export async function standInFrontOf(behind: string, { readable = false, change }: FrontOptions): Promise<Front> {
  const pass = async (asked: IncomingMessage, reply: ServerResponse) => {
    const headers = readable ? withoutConditions(asked.headers) : asked.headers;
    const path = asked.url ?? '/';
    const answer = await ask(new URL(path, behind), asked.method ?? 'GET', headers, await buffer(asked));
    const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...kept } = answer.headers;
    reply.writeHead(answer.status, kept).end(change(path, answer));
  };
  // A page that closes in the middle of an answer is no error.
  const server = createServer((asked, reply) => void pass(asked, reply).catch(() => reply.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** "Compressed will do" and "only if it changed" left out. */
function withoutConditions(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'accept-encoding': _, 'if-none-match': __, 'if-modified-since': ___, ...kept } = headers;
  return kept;
}

function ask(url: URL, method: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      buffer(response).then((content) => resolve(answerOf(response, content)), reject);
    })
      .on('error', reject)
      .end(body);
  });
}

function answerOf({ statusCode: status = 502, headers, rawHeaders }: IncomingMessage, body: Buffer): Answer {
  const head = rawHeaders.reduce((sum, text) => sum + text.length + 2, 'HTTP/1.1 200 OK\r\n\r\n'.length);
  return { status, headers, body, bytes: head + body.length };
}
