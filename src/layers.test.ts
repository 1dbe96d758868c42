/** Who may import whom (docs/architecture.md). Types count; there are no exceptions. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = import.meta.dirname;

const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  vision: ['core'],
  app: ['core'],
  sw: ['core'],
  search: ['core'],
  demo: ['core'],
  server: ['core', 'search'],
  catalog: ['core', 'vision', 'search', 'demo'],
};

/** Packages that only one file (or folder) may import: one door per dependency. */
const DOORS: Record<string, string> = {
  '@litertjs/core': 'vision/browser/',
  'onnxruntime-node': 'vision/node/',
  'zxing-wasm': 'vision/browser/barcode/',
  '@zvec/zvec': 'search/zvec',
  idb: 'app/services/',
  comlink: '', // both ends of the wire: see the list below
};
const COMLINK_FILES = ['app/services/', 'vision/browser/'];

/** Files that may name the entry of a process of another layer: they start it and speak with it in messages. */
const PROCESS_DOORS = [
  { from: 'app/services/', to: 'vision', entry: '/worker.ts' },
  { from: 'server/manage/', to: 'catalog', entry: '/writer-process.ts' },
];

const sources = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)).split(sep).join('/'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const pattern = /(?:from\s+|import\s+|import\(\s*|new URL\(\s*)['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => match[1] as string);
}

/** Layer an import leads to, or null for a package. */
function layerOf(file: string, specifier: string): string | null {
  const alias = /^#(\w+)\//.exec(specifier);
  if (alias) return alias[1] as string;
  if (!specifier.startsWith('.')) return null;
  const target = relative(SRC, resolve(SRC, dirname(file), specifier));
  return target.startsWith('..') ? null : (target.split(sep)[0] as string);
}

describe('layers', () => {
  test.each(sources.filter((file) => file.includes('/')))('%s imports only what its layer may', (file) => {
    const layer = file.split('/')[0] as string;
    for (const specifier of importsOf(file)) {
      const target = layerOf(file, specifier);
      if (target === null || target === layer) continue;
      const isProcessDoor = PROCESS_DOORS.some(
        ({ from, to, entry }) => target === to && file.startsWith(from) && specifier.endsWith(entry),
      );
      expect(isProcessDoor || MAY_IMPORT[layer]?.includes(target), `${file} → ${specifier}`).toBe(true);
    }
  });

  test.each(sources)('%s opens no foreign door', (file) => {
    for (const specifier of importsOf(file)) {
      const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0];
      if (name === 'comlink')
        expect(
          COMLINK_FILES.some((door) => file.startsWith(door)),
          file,
        ).toBe(true);
      else if (name && Object.hasOwn(DOORS, name)) expect(file.startsWith(DOORS[name] as string), file).toBe(true);
    }
  });

  test('features do not import each other', () => {
    for (const file of sources.filter((name) => name.startsWith('app/features/'))) {
      const feature = file.split('/')[2];
      for (const specifier of importsOf(file).filter((s) => s.startsWith('.') || s.startsWith('#app/'))) {
        const path = specifier.startsWith('#app/')
          ? specifier.slice('#app/'.length)
          : relative(join(SRC, 'app'), resolve(SRC, dirname(file), specifier))
              .split(sep)
              .join('/');
        const other = /^features\/([^/]+)\//.exec(path)?.[1];
        expect(other === undefined || other === feature, `${file} → ${specifier}`).toBe(true);
      }
    }
  });

  test('there are no barrels', () => {
    expect(sources.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
  });
});
