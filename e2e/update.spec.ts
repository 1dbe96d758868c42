/** A new version of the page waits until the shopper takes it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ROOT } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

/** What the server sends; a changed byte is a new version to the browser. */
const WORKER = join(ROOT, 'dist', 'sw.js');

test('the note about a new version appears, and taking it reloads the page', async ({ shopper }) => {
  const before = readFileSync(WORKER);
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  await expect(shopper.updateNote()).toHaveCount(0);
  try {
    publish(Buffer.concat([before, Buffer.from('\n// the next version')]));
    await shopper.comesBackLater();
    await expect(shopper.updateNote()).toBeVisible();
    const reloaded = shopper.page.waitForEvent('load');
    await shopper.updateNote().getByRole('button', { name: 'Reload' }).click();
    await reloaded;
    await expect(shopper.page.getByTestId('pick-photo')).toBeVisible();
    await expect(shopper.updateNote()).toHaveCount(0);
  } finally {
    publish(before);
  }
});

/** Writes the service worker and the compressed copies that the server prefers. */
function publish(code: Buffer): void {
  writeFileSync(WORKER, code);
  if (existsSync(`${WORKER}.br`)) writeFileSync(`${WORKER}.br`, brotliCompressSync(code));
  if (existsSync(`${WORKER}.gz`)) writeFileSync(`${WORKER}.gz`, gzipSync(code));
}
