/**
 * LiteRT.js starts its wasm with a classic script, which a module worker may not load by `importScripts`. The loaders served
 * here (`vite/model-files.ts`) leave their factory in the global scope also when imported.
 */

export interface LoaderParts {
  readonly loaderUrl: string;
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly threads: number;
  /** Whether it may ask for a GPU; it does so unasked. */
  readonly gpu: boolean;
}

/** What the loader leaves and reads in the global scope. */
interface LoaderScope {
  ModuleFactory?: unknown;
  Module?: Readonly<Record<string, unknown>>;
  importScripts: () => void;
}

/** A module is evaluated once, and LiteRT.js forgets its factory once used. */
const factories = new Map<string, unknown>();

/** Lines that begin so are for whoever builds the runtime. */
const CHATTER = /^(INFO|WARNING|VERBOSE)/;

/** The loader reads these: it starts as many threads as there are cores, and looks for a GPU. */
function pretend(facts: Readonly<Record<string, unknown>>): () => void {
  for (const [name, value] of Object.entries(facts))
    Object.defineProperty(navigator, name, { value, configurable: true });
  return () => {
    for (const name of Object.keys(facts)) Reflect.deleteProperty(navigator, name);
  };
}

/**
 * Runs `load` (LiteRT.js's own) with a wasm binary that is at hand.
 * @throws whatever the runtime throws
 */
export async function startLoader(
  { loaderUrl, wasm, threads, gpu }: LoaderParts,
  load: (url: string) => Promise<unknown>,
): Promise<void> {
  const scope = self as unknown as LoaderScope;
  const url = new URL(loaderUrl, self.location.href).href;
  if (!factories.has(url)) {
    await import(/* @vite-ignore */ url);
    factories.set(url, scope.ModuleFactory);
  }
  scope.ModuleFactory = factories.get(url);
  scope.Module = {
    wasmBinary: wasm,
    mainScriptUrlOrBlob: url, // of its threads
    print: () => {},
    printErr: (line: string) => !CHATTER.test(line) && console.error(line),
  };
  scope.importScripts = () => {};
  const restore = pretend({ hardwareConcurrency: threads, ...(gpu ? {} : { gpu: undefined }) });
  await load(url).finally(restore);
}
