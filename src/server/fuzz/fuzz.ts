/** Sends malformed requests through sockets and looks at what comes back. */
import { connect } from 'node:net';
import { seeded } from '#search/testing.ts';
import { nextRequest, rawBytes } from './requests.ts';

/** Connections at a time. */
const AT_ONCE = 64;
/**
 * A request that is no whole one is waited for by the server: after so long it is told that nothing more comes. A whole one is
 * answered before, unless the machine is busy: then nobody sees the answer, and nothing else.
 */
const QUIET_MS = 1500;
const PATIENCE_MS = 30_000;

export interface FuzzResult {
  /** How often each status came; 0: the connection was closed without an answer, as HTTP asks for what is no request. */
  readonly statuses: ReadonlyMap<number, number>;
  /** What must not happen, with what it was asked. */
  readonly faults: readonly string[];
}

/** The same seed sends the same requests. */
export async function fuzz(url: URL, { count, seed }: { count: number; seed: number }): Promise<FuzzResult> {
  const random = seeded(seed);
  const statuses = new Map<number, number>();
  const faults: string[] = [];
  let sent = 0;
  const sender = async () => {
    while (sent < count) {
      sent++;
      const request = nextRequest(random);
      const bytes = rawBytes(random, request);
      const answer = await exchange(url, bytes);
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const fault = faultIn(status, answer);
      if (fault)
        faults.push(`${fault}: ${JSON.stringify(bytes.toString('latin1').slice(0, 400))} → ${answer.slice(0, 400)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return { statuses, faults };
}

function faultIn(status: number, answer: string): string | undefined {
  if (status >= 500 && !/"code":"(PACK_PREPARING|INDEX_BUSY)"/.test(answer)) return 'a fault of the server';
  if (/node_modules|at .*\.[jt]s:\d+/.test(answer)) return 'a stack got out';
  return undefined;
}

/** What comes back until the connection is closed, or the patience is at an end. */
function exchange({ hostname, port }: URL, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true }, () => socket.write(bytes));
    const quiet = setTimeout(() => socket.end(), QUIET_MS);
    const done = () => {
      clearTimeout(quiet);
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, done);
    socket.setEncoding('latin1').on('data', (text: string) => {
      if (answer.length < 10_000) answer += text;
    });
    socket.once('error', done).once('end', done).once('close', done);
  });
}
