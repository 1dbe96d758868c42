// Serves the production build for the browser tests, over the drawn catalogue plus, where the shared data is at hand,
// the 5,000 clothing photos. Building it takes minutes the first time and is kept in .cache/e2e.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, ROOT, start, tsx } from '../scripts/lib/steps.mjs';

const shared = process.env.TONGKUAN_DATA ?? join(ROOT, '..', 'shared', 'data');
const hasReal = existsSync(join(shared, 'clothing', 'images'));
const scratch = join(ROOT, '.cache', 'e2e');
const catalogue = join(scratch, 'catalogue');
const stamp = join(scratch, 'catalogue-key');
const manifest = readFileSync(join(ROOT, 'models', 'manifest.json'));
const drawn = readFileSync(join(ROOT, 'src', 'demo', 'build.ts')); // its version says when products are drawn anew
const key = createHash('sha256').update(manifest).update(drawn).update(String(hasReal)).digest('hex');
const env = {
  ...process.env,
  TONGKUAN_CATALOGUE: catalogue,
  TONGKUAN_LOG: 'warn',
  TONGKUAN_EVENTS: 'yes',
  TONGKUAN_MAX_DELAY_MS: '0',
};

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== key) {
  rmSync(catalogue, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  must('The drawn catalogue', process.execPath, tsx('src/catalog/cli.ts', 'demo'), { env });
  if (hasReal)
    must('The clothing photos', process.execPath, tsx('src/catalog/cli.ts', 'import', join(shared, 'clothing')), {
      env,
    });
  writeFileSync(stamp, key);
}
if (!hasReal) console.warn('\n*** No real pictures at hand: the browser tests run on drawn ones only. ***\n');
process.exitCode = await start(process.execPath, tsx('src/server/main.ts'), { env });
