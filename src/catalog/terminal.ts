/** What the command line says and how it ends: results on stdout, everything for people on stderr. */
import { once } from 'node:events';
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';
import { wordsOf } from './importing/report-words.ts';

/** One line for people. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** One line of JSON for programs; waits while the reader is slow, so that memory stays bounded. */
export async function answer(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}

/** The error as one line, with its stack when DEBUG is set. */
export function sayError(thrown: unknown): TongkuanError {
  const error = toTongkuanError(thrown);
  say(`${error.code}: ${wordsOf(error.code, error.details)}`);
  if (process.env.DEBUG) say(String(error.cause instanceof Error ? error.cause.stack : error.stack));
  return error;
}

/** Exit codes: 1 for what went wrong, 2 for a command line that is not understood. */
export function exitCodeOf({ code }: TongkuanError): number {
  return code === 'USAGE' ? 2 : 1;
}

/** Exit code of a process ended by a signal, as shells count it. */
export function exitCodeOfSignal(signal: 'SIGINT' | 'SIGTERM'): number {
  return signal === 'SIGINT' ? 130 : 143;
}

const stop = new AbortController();

/** Aborted by the first Ctrl-C or SIGTERM: commands finish what is under way and end. */
export const stopSignal: AbortSignal = stop.signal;

/** The first signal asks commands to end, the second ends the process at once. */
export function listenForSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(exitCodeOfSignal(signal));
      process.exitCode = exitCodeOfSignal(signal);
      stop.abort();
    });
  }
  // `describe … | head` closes our stdout: that is an end, not a fault.
  process.stdout.on('error', () => process.exit(0));
}
