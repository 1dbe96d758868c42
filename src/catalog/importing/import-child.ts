/**
 * An import in small batches, for those who kill it: tells each step on a line of its own, its report at the end.
 * `node --import tsx import-child.ts <feed> <catalogue>`
 */
import { MODELS } from '../testing.ts';
import { runImport } from './run-import.ts';

const [feed = '', catalogue = ''] = process.argv.slice(2);
process.stdout.write('started\n');
let told = 0;
const report = await runImport({
  feed,
  catalogue,
  models: MODELS,
  batch: 12,
  onProgress(done) {
    if (done < told + 10) return;
    told = done;
    process.stdout.write(`${done}\n`);
  },
});
process.stdout.write(`${JSON.stringify(report)}\n`);
