/**
 * Gives the page its models and inference runtimes from its own origin:
 *
 *   /models/manifest.json, /models/*.tflite     as training wrote them, checked against the manifest's hashes
 *   /litert/<build>-<hash>.wasm                 fetched by the vision worker, checked, kept in its own cache
 *   /barcode/zxing_reader-<hash>.wasm           the same, by the barcode worker, once there is a photo
 *   /assets/litert-<build>-<hash>.js            the build's loader; also the script of its threads, so never a blob
 *
 * Name, size and hash of the runtime files are compiled into the workers (`__RUNTIME_FILES__`, `__BARCODE_FILE__`), so that an old worker can
 * never meet a new runtime. The development server answers under the same names.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { minify, type Plugin } from 'vite';
import { parseManifest } from '../src/core/manifest-check.ts';
import type { RuntimeBuild, RuntimeFiles, VerifiedFile } from '../src/vision/browser/runtime-files.ts';

const MODELS = 'models';
const ROOT = join(import.meta.dirname, '..');
const RUNTIME = '@litertjs/core';
const BUILDS: readonly RuntimeBuild[] = ['compat', 'threaded', 'jspi'];
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  json: 'application/json',
  tflite: 'application/octet-stream',
  wasm: 'application/wasm',
};

/** Files to serve: path below the site's base → bytes. */
type Served = ReadonlyMap<string, Uint8Array>;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readModels(): Served {
  const manifest = readFileSync(join(ROOT, MODELS, 'manifest.json'));
  const served = new Map<string, Uint8Array>([[`${MODELS}/manifest.json`, manifest]]);
  const { detector, embedder } = parseManifest(JSON.parse(manifest.toString('utf8')));
  for (const { web } of [detector, embedder]) {
    const bytes = readFileSync(join(ROOT, MODELS, web.file));
    if (sha256(bytes) !== web.sha256) throw new Error(`${MODELS}/${web.file} is not the file its manifest names`);
    served.set(`${MODELS}/${web.file}`, bytes);
  }
  return served;
}

/** The loader is a classic script whose factory is found by nobody who imports it; the threads start it as a classic script. */
async function readLoader(path: string): Promise<Uint8Array> {
  const source = `${readFileSync(path, 'utf8')}\nglobalThis.ModuleFactory = ModuleFactory;\n`;
  const { code, errors } = await minify(path, source, { module: false });
  if (errors[0]) throw errors[0];
  return Buffer.from(code);
}

async function readRuntimes(base: string): Promise<{ served: Served; files: RuntimeFiles }> {
  const folder = join(createRequire(import.meta.url).resolve(RUNTIME), '..', '..', 'wasm');
  const served = new Map<string, Uint8Array>();
  const entries = BUILDS.map(async (build) => {
    const wasm = readFileSync(join(folder, `litert_wasm_${build}_internal.wasm`));
    const loader = await readLoader(join(folder, `litert_wasm_${build}_internal.js`));
    const hash = sha256(wasm);
    const wasmPath = `litert/${build}-${hash.slice(0, 8)}.wasm`;
    const loaderPath = `assets/litert-${build}-${sha256(loader).slice(0, 8)}.js`;
    served.set(wasmPath, wasm).set(loaderPath, loader);
    return [build, { url: base + wasmPath, sha256: hash, bytes: wasm.length, loaderUrl: base + loaderPath }] as const;
  });
  return { files: Object.fromEntries(await Promise.all(entries)) as RuntimeFiles, served };
}

function readBarcodeReader(base: string): { served: Served; file: VerifiedFile } {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const hash = sha256(wasm);
  const path = `barcode/zxing_reader-${hash.slice(0, 8)}.wasm`;
  return { served: new Map([[path, wasm]]), file: { url: base + path, sha256: hash, bytes: wasm.length } };
}

export function modelFiles(): Plugin {
  let runtimes: Served = new Map();
  let base = '/';
  return {
    name: 'tongkuan:model-files',
    async config(config) {
      base = config.base ?? '/';
      const { served, files } = await readRuntimes(base);
      const barcode = readBarcodeReader(base);
      runtimes = new Map([...served, ...barcode.served]);
      return { define: { __RUNTIME_FILES__: JSON.stringify(files), __BARCODE_FILE__: JSON.stringify(barcode.file) } };
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0]?.slice(base.length) ?? '';
        // Models are read again each time: training may have written new ones.
        const bytes = runtimes.get(path) ?? (path.startsWith(`${MODELS}/`) ? readModels().get(path) : null);
        if (!bytes) return next();
        response.setHeader('content-type', TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
        for (const [name, value] of Object.entries(server.config.server.headers ?? {}))
          if (value !== undefined) response.setHeader(name, value);
        response.end(bytes);
      });
    },
    generateBundle() {
      for (const [fileName, source] of [...readModels(), ...runtimes])
        this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
