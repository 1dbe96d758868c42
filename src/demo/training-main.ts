/** `npm run -s demo:training -- --out training/data/drawn [--items 1200] [--scenes 500] [--seed 7]` */
import { parseArgs } from 'node:util';
import { buildTrainingSet } from './training.ts';
import type { Progress } from './work.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'training/data/drawn' },
    items: { type: 'string', default: '1200' },
    scenes: { type: 'string', default: '500' },
    seed: { type: 'string', default: '7' },
  },
});

/** One line whenever another twentieth is done. */
function report({ done, total }: Progress): void {
  if (done % Math.max(1, Math.floor(total / 20)) === 0 || done === total) console.log(`${done} / ${total}`);
}

await buildTrainingSet(values.out, {
  items: Number(values.items),
  scenes: Number(values.scenes),
  seed: Number(values.seed),
  onProgress: report,
});
