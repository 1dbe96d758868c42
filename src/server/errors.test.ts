import { type AddressInfo, connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerError } from './errors.ts';

type Thrown = Parameters<typeof answerError>[0];

/** What Node says of a stream that ended before its end. */
function brokenOff(): Promise<Thrown> {
  const stream = new PassThrough();
  const ending = finished(stream).catch((thrown: Thrown) => thrown);
  stream.destroy();
  return ending as Promise<Thrown>;
}

/** A promise and what fulfils it; `Promise.withResolvers` needs Node 22. */
function within(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A route fails, with the browser still there or gone. @returns log levels and codes */
async function logOf(thrown: Thrown, leaves: boolean): Promise<{ level: number; code?: string }[]> {
  const log: string[] = [];
  const app = fastify({ logger: { level: 'debug', stream: { write: (line: string) => void log.push(line) } } });
  const answered = within();
  app.setErrorHandler((error: Thrown, request, reply) => {
    answerError(error, request, reply);
    answered.resolve();
  });
  app.get('/', async (request) => {
    const left = within();
    request.raw.socket.once('close', left.resolve);
    if (leaves) {
      socket.destroy();
      await left.promise;
    }
    throw thrown;
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nhost: shop\r\n\r\n');
  await answered.promise;
  socket.destroy();
  await app.close();
  return log.map((line) => JSON.parse(line));
}

const isFault = ({ level, code }: { level: number; code?: string }) => level >= 50 && code === 'INTERNAL';

test('a browser that leaves in the middle of an answer is no fault of ours', async () => {
  expect((await logOf(await brokenOff(), true)).filter(isFault)).toEqual([]);
});

test('an answer that breaks off by itself is, and so is whatever else fails, also when nobody waits for it', async () => {
  expect((await logOf(await brokenOff(), false)).filter(isFault)).toHaveLength(1);
  expect((await logOf(new Error('a bug') as Thrown, true)).filter(isFault)).toHaveLength(1);
});
