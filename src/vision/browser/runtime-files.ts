/** Where the builds of the inference runtime and the barcode reader lie; compiled in by `vite/model-files.ts`. */

/** A file that is used only after its hash was checked. */
export interface VerifiedFile {
  readonly url: string;
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A runtime's wasm binary and the script that starts it. */
export interface RuntimeFile extends VerifiedFile {
  readonly loaderUrl: string;
}

/** Of the runtime: one thread for any browser; threads, for browsers with relaxed SIMD; WebGPU, for those with JSPI. */
export type RuntimeBuild = 'compat' | 'threaded' | 'jspi';

export type RuntimeFiles = Readonly<Record<RuntimeBuild, RuntimeFile>>;

declare const __RUNTIME_FILES__: RuntimeFiles;
declare const __BARCODE_FILE__: VerifiedFile;

export function runtimeFile(build: RuntimeBuild): RuntimeFile {
  return __RUNTIME_FILES__[build];
}

/** The wasm binary of the barcode reader. */
export function barcodeFile(): VerifiedFile {
  return __BARCODE_FILE__;
}
