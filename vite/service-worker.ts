/**
 * Builds `src/sw/sw.ts` to `/sw.js` once everything else is on disk, and gives it the list of files to precache. Models and
 * wasm are left out: the vision worker keeps them in its own cache after checking their hash.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

export interface PrecacheEntry {
  readonly url: string;
  /** null: the name already carries a hash. */
  readonly revision: string | null;
}

/** Kept by the vision worker, made for other eyes (stores, engineers), or not asked for by address. */
const LEFT_OUT = [
  /^models\//,
  /\.(wasm|tflite|br|gz|map)$/,
  /^sw\.js$/,
  /^screenshots\//,
  /^licences\.txt$/,
  /(^|\/)\.[^/]+$/,
];
const HASHED_NAME = /^assets\/.+-[\w-]{8}\.\w+$/;

/** Every file of the built page that must work in flight mode, with its revision. */
export function precacheList(folder: string): PrecacheEntry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !LEFT_OUT.some((pattern) => pattern.test(file)))
    .sort()
    .map((file) => ({ url: `/${file}`, revision: HASHED_NAME.test(file) ? null : revisionOf(join(folder, file)) }));
}

function revisionOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
}

async function bundle(root: string, precache: readonly PrecacheEntry[]): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { __PRECACHE__: JSON.stringify(precache), 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: { input: join(root, 'src/sw/sw.ts'), output: { format: 'iife', entryFileNames: 'sw.js' } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const output of outputs) {
    if (!('output' in output)) continue;
    const chunk = output.output.find((file) => file.type === 'chunk');
    if (chunk?.type === 'chunk') return chunk.code;
  }
  throw new Error('the service worker was not built');
}

/** Runs after the page is written and before files are compressed. */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  let written = false; // closeBundle also runs after a failed build
  return {
    name: 'tongkuan:service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    writeBundle() {
      written = true;
    },
    closeBundle: {
      sequential: true,
      async handler() {
        if (!written) return;
        const folder = resolve(config.root, config.build.outDir);
        writeFileSync(join(folder, 'sw.js'), await bundle(config.root, precacheList(folder)));
      },
    },
  };
}
