/** Helpers for tests of the running program: a real process, real sockets. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A port nothing listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

export interface Program {
  readonly child: ChildProcess;
  /** All it wrote so far. */
  readonly output: () => string;
  /** Resolves once it has written this; rejects when it ends before. */
  says(words: string, times?: number): Promise<void>;
  /** Resolves to its exit code, or the signal that ended it. */
  ends(): Promise<number | string | null>;
}

/** Starts the endpoint as a shop would, with these settings and no others. */
export function startProgram(settings: Record<string, string>, ...args: string[]): Program {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'src/server/main.ts'), ...args], {
    cwd: ROOT,
    env: { PATH, HOME, ...settings },
  });
  const exited = once(child, 'exit');
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (written += text));

  async function says(words: string, times = 1): Promise<void> {
    while (written.split(words).length <= times) {
      const more = Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]).then(() => true);
      if (!(await Promise.race([more, exited.then(() => false)])))
        throw new Error(`ended before "${words}": ${written}`);
    }
  }
  return {
    child,
    output: () => written,
    says,
    ends: async () => {
      const [code, signal] = await exited;
      return code ?? signal;
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/**
 * One request. Rejects like a browser's would: connection refused or cut off. Like browsers it asks once more when an idle
 * connection turns out to have been closed.
 */
export function ask(port: number, path: string, payload?: Buffer, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = payload ? { 'content-type': 'application/octet-stream', 'content-length': payload.length } : {};
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method: payload ? 'POST' : 'GET',
      headers,
      ...(agent ? { agent } : {}),
    };
    const sent = request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      if (sent.reusedSocket && error.code === 'ECONNRESET') ask(port, path, payload, agent).then(resolve, reject);
      else reject(error);
    });
    sent.end(payload);
  });
}

/** Shoppers who search one time after another until told to stop, each over a kept-alive connection of its own. */
export function shoppers(port: number, path: string, payload: Buffer, count: number) {
  const answers: Answer[] = [];
  const failures: NodeJS.ErrnoException[] = [];
  let going = true;
  async function shop(): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (going) {
      try {
        answers.push(await ask(port, path, payload, agent));
      } catch (thrown) {
        failures.push(thrown as NodeJS.ErrnoException);
        if ((thrown as NodeJS.ErrnoException).code === 'ECONNREFUSED') break; // the port is closed: nobody was let in
      }
    }
    agent.destroy();
  }
  const all = Array.from({ length: count }, shop);
  return {
    answers,
    failures,
    async stop(): Promise<void> {
      going = false;
      await Promise.all(all);
    },
    /** Once every one of them met a closed port. */
    ended: () => Promise.all(all),
  };
}
