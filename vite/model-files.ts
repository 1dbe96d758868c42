/**
 * Gives the page its models and inference runtimes from its own origin:
 *
 *   /models/manifest.json, /models/*.onnx       as training wrote them, checked against the manifest's hashes
 *   /ort/<runtime>-<hash>.wasm                  fetched by the vision worker, checked, kept in its own cache
 *   /barcode/zxing_reader-<hash>.wasm           the same, by the barcode worker, once there is a photo
 *   /assets/<runtime>-<hash>.js                 the runtime's loader; also the script of its threads, so never a blob
 *
 * Name, size and hash of the runtime files are compiled into the workers (`__RUNTIME_FILES__`, `__BARCODE_FILE__`), so that an old worker can
 * never meet a new runtime. The development server answers under the same names.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { parseManifest } from '../src/core/manifest-check.ts';
import type { RuntimeFiles, VerifiedFile } from '../src/vision/browser/runtime-files.ts';

const MODELS = 'models';
const ROOT = join(import.meta.dirname, '..');
/** Build of onnxruntime-web per provider. `jspi` holds WebGPU in 3 MB; `asyncify`, for browsers without JSPI, needs 4.6 MB. */
const RUNTIMES = { wasm: 'ort-wasm-simd-threaded', webgpu: 'ort-wasm-simd-threaded.jspi' } as const;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  json: 'application/json',
  onnx: 'application/octet-stream',
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
  for (const model of [detector, embedder]) {
    const bytes = readFileSync(join(ROOT, MODELS, model.file));
    if (sha256(bytes) !== model.sha256) throw new Error(`${MODELS}/${model.file} is not the file its manifest names`);
    served.set(`${MODELS}/${model.file}`, bytes);
  }
  return served;
}

function readRuntimes(base: string): { served: Served; files: RuntimeFiles } {
  const resolve = createRequire(import.meta.url).resolve;
  const served = new Map<string, Uint8Array>();
  const entries = Object.entries(RUNTIMES).map(([provider, name]) => {
    const wasm = readFileSync(resolve(`onnxruntime-web/${name}.wasm`));
    const loader = readFileSync(resolve(`onnxruntime-web/${name}.mjs`));
    const hash = sha256(wasm);
    const wasmPath = `ort/${name}-${hash.slice(0, 8)}.wasm`;
    const loaderPath = `assets/${name}-${sha256(loader).slice(0, 8)}.js`;
    served.set(wasmPath, wasm).set(loaderPath, loader);
    const file = { url: base + wasmPath, sha256: hash, bytes: wasm.length, loaderUrl: base + loaderPath };
    return [provider, file] as const;
  });
  return { served, files: Object.fromEntries(entries) as RuntimeFiles };
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
    config(config) {
      base = config.base ?? '/';
      const { served, files } = readRuntimes(base);
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
