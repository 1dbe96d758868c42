/**
 * The process that changes a catalogue for the endpoint: it alone holds the writer's lock and the models, so searches are never
 * slowed by either. Started and ended by `server/manage/writer.ts`. `node --import tsx writer-process.ts <catalogue> [models]`
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toTongkuanError } from '#core/errors.ts';
import type { Operation, WriterAnswer, WriterQuestion } from '#core/management.ts';
import { serialQueue } from '#core/serial-queue.ts';
import { PACKAGE_ROOT, picturesFolder } from '../catalogue.ts';
import { removeStamp } from '../demo/stamp.ts';
import { lazyVision } from '../lazy-vision.ts';
import { applyOperations } from './apply.ts';
import { HeldIndex } from './held-index.ts';
import { takeTogether } from './together.ts';
// Loaded before the index is opened: for code that it has not seen yet tsx starts a process of its own, and one that is started
// while the index is open inherits zvec's lock and keeps it, as long as this process lives.
import '#search/zvec.ts';
import '#vision/node/vision.ts';

/** Deletions are gathered for a moment: whoever was answered just now may be sending the next. */
const GATHER_MS = 10;

const [catalogue = '', models = join(PACKAGE_ROOT, 'models')] = process.argv.slice(2);
const held = new HeldIndex(catalogue, models);
const vision = lazyVision(models);
const inTurn = serialQueue();

async function run(operations: readonly Operation[]) {
  const results = await held.use((index) =>
    applyOperations(operations, { index, pictures: picturesFolder(catalogue), vision: vision.open }),
  );
  // a demo that was changed is the shop's own, and no command may replace it unasked
  if (results.some(({ status }) => ['added', 'changed', 'deleted'].includes(status))) await removeStamp(catalogue);
  return results;
}

/** An answer for each; what makes the whole fail fails for all of them. */
async function answersOf(questions: readonly WriterQuestion[]): Promise<WriterAnswer[]> {
  try {
    const results = await run(questions.flatMap(({ operations }) => operations));
    let at = 0;
    return questions.map(({ call, operations }) => {
      const from = at;
      at += operations.length;
      return { call, results: results.slice(from, at) };
    });
  } catch (thrown) {
    const error = toTongkuanError(thrown).toJSON();
    return questions.map(({ call }) => ({ call, error }));
  } finally {
    held.closeSoon((job) => void inTurn(job).catch(complain));
  }
}

function complain(thrown: unknown): void {
  process.stderr.write(`${toTongkuanError(thrown).code}: ${thrown instanceof Error ? thrown.stack : thrown}\n`);
}

async function end(): Promise<void> {
  await inTurn(() => held.close()).catch(complain);
  await vision.close();
  process.exit(0);
}

const waiting: WriterQuestion[] = [];
process.on('message', (question: WriterQuestion) => {
  waiting.push(question);
  void inTurn(async () => {
    if (waiting[0]?.operations.some(({ op }) => op === 'delete')) await sleep(GATHER_MS);
    const questions = takeTogether(waiting);
    if (questions.length === 0) return; // done with those before
    for (const answer of await answersOf(questions)) process.send?.(answer);
  });
});
process.once('disconnect', () => void end());
// Ctrl-C reaches all processes of a terminal: the endpoint ends this one when its requests are answered
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
