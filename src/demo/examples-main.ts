/** `tsx src/demo/examples-main.ts <folder>`: draws the example photos of the page; part of `npm run build`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_VERSION } from './build.ts';
import { buildExampleScenes } from './examples.ts';

const folder = process.argv[2] ?? 'public/examples';
const stamp = join(folder, 'version.txt');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== DEMO_VERSION) {
  await buildExampleScenes(folder);
  writeFileSync(stamp, DEMO_VERSION);
}
