// Type-checks every layer with its own tsconfig, then the tests. Exit code 1 when any of them fails.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders below `root` that hold a tsconfig.json. */
function projects(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'tsconfig.json')
    .map((entry) => join(entry.parentPath, entry.name));
}

const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
let failed = 0;
for (const project of [...projects('src').sort(), 'tsconfig.test.json']) {
  const { status } = spawnSync(process.execPath, [tsc, '-p', project], { stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok    ' : 'failed'} ${project}`);
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
