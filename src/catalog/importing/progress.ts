/** How far an import is: a bar on a terminal, elsewhere a line every few seconds. All on stderr. */
import { SingleBar } from 'cli-progress';

/** Pause between lines where there is no terminal. */
const LINE_INTERVAL_MS = 5_000;
/** The rate is that of the last while: products that did not change fly by, new ones do not. */
const WINDOW_MS = 30_000;

export interface Progress {
  /** @param done products looked at so far */
  update(done: number): void;
  stop(): void;
}

/** @param expected products to come; null when nobody knows */
export function startProgress(expected: number | null, output: NodeJS.WriteStream = process.stderr): Progress {
  const rate = rateMeter();
  return output.isTTY ? bar(expected, output, rate) : lines(expected, output, rate);
}

/** Products a second over the last `windowMs`. */
export function rateMeter(windowMs = WINDOW_MS, now: () => number = () => performance.now()): (done: number) => number {
  const seen: { at: number; done: number }[] = [{ at: now(), done: 0 }];
  return (done) => {
    const at = now();
    const last = seen.at(-1);
    if (last && at - last.at > windowMs / 30) seen.push({ at, done }); // thirty points make the window
    while (seen.length > 1 && (seen[1]?.at ?? at) <= at - windowMs) seen.shift();
    const first = seen[0] as { at: number; done: number };
    return (done - first.done) / Math.max(0.001, (at - first.at) / 1000);
  };
}

function bar(expected: number | null, stream: NodeJS.WriteStream, rateAt: (done: number) => number): Progress {
  const format = expected === null ? '{value} products, {rate}/s' : '{bar} {value}/{total}, {rate}/s, {left} left';
  const single = new SingleBar({ format, stream, hideCursor: true, gracefulExit: false });
  single.start(expected ?? 0, 0, { rate: '…', left: '…' });
  return {
    update(done) {
      const rate = rateAt(done);
      single.update(done, { rate: rate.toFixed(0), left: timeLeft(done, expected, rate) });
    },
    stop: () => single.stop(),
  };
}

function lines(expected: number | null, output: NodeJS.WriteStream, rateAt: (done: number) => number): Progress {
  let lastAt = performance.now();
  return {
    update(done) {
      const rate = rateAt(done);
      if (performance.now() - lastAt < LINE_INTERVAL_MS) return;
      lastAt = performance.now();
      const left = expected === null ? '' : `, ${timeLeft(done, expected, rate)} left`;
      output.write(`${done}${expected === null ? '' : `/${expected}`} products, ${rate.toFixed(0)}/s${left}\n`);
    },
    stop() {},
  };
}

function timeLeft(done: number, expected: number | null, rate: number): string {
  if (expected === null || rate === 0) return '…';
  const seconds = Math.max(0, Math.round((expected - done) / rate));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
