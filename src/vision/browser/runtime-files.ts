/** Where the inference runtimes and the barcode reader lie; compiled in by `vite/model-files.ts`. */
import type { Provider } from '#core/vision-api.ts';

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

export type RuntimeFiles = Readonly<Record<Provider, RuntimeFile>>;

declare const __RUNTIME_FILES__: RuntimeFiles;
declare const __BARCODE_FILE__: VerifiedFile;

export function runtimeFile(provider: Provider): RuntimeFile {
  return __RUNTIME_FILES__[provider];
}

/** The wasm binary of the barcode reader. */
export function barcodeFile(): VerifiedFile {
  return __BARCODE_FILE__;
}
