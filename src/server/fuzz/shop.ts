/** The shop that malformed requests are sent to: some products, pictures, and a key. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '#search/testing.ts';
import { importInto, PRODUCTS, startApp, storePicture } from '../testing.ts';

/** May read only: a fuzzer with a key that writes would start models. */
export const FUZZ_KEY = `tk_0123abcd_${'f'.repeat(43)}`;

/** An app that is ready to listen, with all there is to attack. */
export async function openFuzzedShop() {
  const page = temporaryFolder();
  writeFileSync(join(page.path, 'index.html'), '<!doctype html>');
  const limits = { searchesPerMinute: 1_000_000, changesPerMinute: 1_000_000, logLevel: 'error' } as const;
  const server = await startApp({ ...limits, events: true }, page.path);
  await fill(server.folder);
  const stop = async () => {
    await server.stop();
    page.remove();
  };
  return { ...server, stop };
}

async function fill(folder: string): Promise<void> {
  await importInto(folder, PRODUCTS.slice(0, 60));
  await storePicture(folder, '1.webp', 64, 64);
  const hash = createHash('sha256').update(FUZZ_KEY).digest('hex');
  const key = { id: '0123abcd', hash, scope: 'read', name: '', created: '', expires: null, revoked: null };
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [key] }));
}
