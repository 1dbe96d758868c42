/**
 * The door to the process that changes a catalogue (`catalog/managing/writer-process.ts`): started when there is something to
 * change, ended when there has been nothing for a while. What it answers is kept; a call it dies over is told as WRITER_DOWN.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isErrorCode, TongkuanError } from '#core/errors.ts';
import type { ManagedItem, Operation, WriterAnswer, WriterQuestion } from '#core/management.ts';

const PROCESS = new URL('../../catalog/managing/writer-process.ts', import.meta.url);
const PACKAGE_ROOT = join(import.meta.dirname, '..', '..', '..');
/** Its models take 100 MB and a second to load: kept for a while. */
const IDLE_MS = 60_000;
/** A hundred pictures take some seconds, an import's turn some more. */
const DEADLINE_MS = 120_000;

export interface CatalogueWriter {
  /** @throws INDEX_BUSY, MODEL_MISMATCH, WRITER_DOWN */
  apply(operations: readonly Operation[]): Promise<readonly ManagedItem[]>;
  /** Once nothing is under way. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (items: readonly ManagedItem[]) => void;
  readonly reject: (error: TongkuanError) => void;
  readonly deadline: NodeJS.Timeout;
}

/** @param catalogue its folder */
export function catalogueWriter(catalogue: string): CatalogueWriter {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let calls = 0;

  function settle(call: number, done: (waiting: Waiting) => void): void {
    const one = waiting.get(call);
    if (!one) return;
    waiting.delete(call);
    clearTimeout(one.deadline);
    done(one);
    if (waiting.size === 0) idle = setTimeout(stop, IDLE_MS).unref();
  }

  function stop(): void {
    child?.disconnect();
    child = undefined;
  }

  function start(): ChildProcess {
    const started = fork(fileURLToPath(PROCESS), [catalogue], {
      cwd: PACKAGE_ROOT,
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced', // pictures travel as bytes
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', ({ call, results, error }: WriterAnswer) =>
      settle(call, ({ resolve, reject }) => (results ? resolve(results) : reject(codedAgain(error)))),
    );
    const lost = (cause?: unknown) => {
      if (child !== started) return;
      child = undefined;
      for (const call of [...waiting.keys()]) settle(call, ({ reject }) => reject(down(cause)));
    };
    started.once('error', lost);
    started.once('exit', (code, signal) => lost(new Error(`ended with ${signal ?? code}`)));
    return started;
  }

  return {
    apply(operations) {
      clearTimeout(idle);
      child ??= start();
      const question: WriterQuestion = { call: ++calls, operations };
      return new Promise((resolve, reject) => {
        const late = () => settle(question.call, () => reject(down(new Error('no answer'))));
        waiting.set(question.call, { resolve, reject, deadline: setTimeout(late, DEADLINE_MS) });
        child?.send(question, (cause) => cause && settle(question.call, () => reject(down(cause))));
      });
    },
    async close() {
      clearTimeout(idle);
      const ending = child;
      stop();
      if (ending && ending.exitCode === null && ending.signalCode === null) await once(ending, 'exit');
    },
  };
}

function down(cause: unknown): TongkuanError {
  return new TongkuanError('WRITER_DOWN', {}, { cause });
}

/** The error of the other process, as one of ours; what never crosses HTTP is told as WRITER_DOWN. */
function codedAgain(error: WriterAnswer['error']): TongkuanError {
  const again = isErrorCode(error?.code) ? new TongkuanError(error.code, error.details) : undefined;
  return again && again.status > 0 ? again : down(new Error(`${error?.code} ${JSON.stringify(error?.details)}`));
}
