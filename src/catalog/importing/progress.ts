/** How far an import is: a bar on a terminal, elsewhere a line every few seconds. All on stderr. */
import { SingleBar } from 'cli-progress';

/** Pause between lines where there is no terminal. */
const LINE_INTERVAL_MS = 5_000;

export interface Progress {
  /** @param done products looked at so far */
  update(done: number): void;
  stop(): void;
}

/** @param expected products to come; null when nobody knows */
export function startProgress(expected: number | null, output: NodeJS.WriteStream = process.stderr): Progress {
  const startedAt = performance.now();
  const rate = (done: number) => done / Math.max(0.001, (performance.now() - startedAt) / 1000);
  return output.isTTY ? bar(expected, output, rate) : lines(expected, output, rate);
}

function bar(expected: number | null, stream: NodeJS.WriteStream, rate: (done: number) => number): Progress {
  const format = expected === null ? '{value} products, {rate}/s' : '{bar} {value}/{total}, {rate}/s, {left} left';
  const single = new SingleBar({ format, stream, hideCursor: true, gracefulExit: false });
  single.start(expected ?? 0, 0, { rate: '…', left: '…' });
  return {
    update(done) {
      single.update(done, { rate: rate(done).toFixed(0), left: timeLeft(done, expected, rate(done)) });
    },
    stop: () => single.stop(),
  };
}

function lines(expected: number | null, output: NodeJS.WriteStream, rate: (done: number) => number): Progress {
  let lastAt = performance.now();
  return {
    update(done) {
      if (performance.now() - lastAt < LINE_INTERVAL_MS) return;
      lastAt = performance.now();
      const left = expected === null ? '' : `, ${timeLeft(done, expected, rate(done))} left`;
      output.write(`${done}${expected === null ? '' : `/${expected}`} products, ${rate(done).toFixed(0)}/s${left}\n`);
    },
    stop() {},
  };
}

function timeLeft(done: number, expected: number | null, rate: number): string {
  if (expected === null || rate === 0) return '…';
  const seconds = Math.max(0, Math.round((expected - done) / rate));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
