/** A thread that looks at pictures, one after the other (`vision-pool.ts` starts and feeds it). */
import { parentPort, workerData } from 'node:worker_threads';
import { toTongkuanError } from '#core/errors.ts';
import { serialQueue } from '#core/serial-queue.ts';
import { openNodeVision } from '#vision/node/vision.ts';
import { lookAt } from './looking.ts';
import type { ThreadAnswer, ThreadData, ThreadJob } from './vision-pool.ts';

const { models, threads } = workerData as ThreadData;
const opening = openNodeVision(models, { threads });
opening.catch(() => {}); // told by the first job
const inTurn = serialQueue();

async function answerTo({ picture, kinds }: ThreadJob): Promise<Omit<ThreadAnswer, 'job'>> {
  try {
    return { looked: await lookAt(await opening, picture, kinds) };
  } catch (thrown) {
    const { code, details } = toTongkuanError(thrown);
    return { error: { code, details } };
  }
}

parentPort?.on('message', (job: ThreadJob | 'close') => {
  if (job === 'close') {
    void inTurn(async () => {
      await opening.then((vision) => vision.close()).catch(() => {});
      parentPort?.close();
    });
    return;
  }
  void inTurn(async () => parentPort?.postMessage({ job: job.job, ...(await answerTo(job)) } satisfies ThreadAnswer));
});
