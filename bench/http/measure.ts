/** Searches a second and how long each takes, asked over HTTP or of the engine itself. */
import { readFileSync } from 'node:fs';
import autocannon, { type Result } from 'autocannon';

export interface Figures {
  readonly 'searches/s': number;
  readonly 'p50 ms': number;
  readonly 'p95 ms': number;
  readonly 'p99 ms': number;
  /** Of the process asked: does not depend on what else the machine does. */
  readonly 'CPU ms': number;
}

/** Processor time of processes in milliseconds. */
export type Clock = () => number;

export interface Length {
  readonly seconds: number;
  /** Searches at a time. */
  readonly connections: number;
}

function figures(times: readonly number[], seconds: number, cpuMs: number): Figures {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) => Number((sorted[Math.floor(share * sorted.length)] ?? Number.NaN).toFixed(1));
  return {
    'searches/s': Number((times.length / seconds).toFixed(times.length > 100 ? 0 : 1)),
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'p99 ms': at(0.99),
    'CPU ms': Number((cpuMs / times.length).toFixed(2)),
  };
}

/** Calls again and again, so many at a time. */
export async function direct(
  call: (i: number) => Promise<unknown>,
  { seconds, connections }: Length,
): Promise<Figures> {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const end = start + 1000 * seconds;
  let next = 0;
  async function loop(): Promise<void> {
    while (performance.now() < end) {
      const began = performance.now();
      await call(next++);
      times.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: connections }, loop));
  const { user, system } = process.cpuUsage(cpu);
  return figures(times, (performance.now() - start) / 1000, (user + system) / 1000);
}

/** The same over HTTP. @throws when any answer is not 200 */
export async function overHttp(
  url: string,
  bodies: readonly Buffer[],
  { seconds, connections }: Length,
  clock: Clock,
): Promise<Figures> {
  const requests = bodies.map((body) => ({ body, headers: { 'content-type': 'application/octet-stream' } }));
  const times: number[] = [];
  const cpu = clock();
  const result = await new Promise<Result>((resolve, reject) => {
    const options = { url, method: 'POST' as const, connections, duration: seconds, requests };
    const load = autocannon(options, (error, done) => (error ? reject(error) : resolve(done)));
    load.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refusals, ${result.errors} errors: ${url}`);
  return figures(times, result.duration, clock() - cpu);
}

/** What Linux counts of them: ticks of ten milliseconds. */
export function clockOf(pids: readonly number[]): Clock {
  const ticks = (pid: number) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  };
  return () => 10 * pids.reduce((sum, pid) => sum + ticks(pid), 0);
}

/** Memory of a process in megabytes; of what is mapped, only what is its own counts as `own`. */
export function memoryOf(pid: number): { resident: number; own: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { resident: megabytes('VmRSS'), own: megabytes('RssAnon') };
}
