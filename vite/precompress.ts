/** Writes `.br` and `.gz` beside every compressible file of the build; the endpoint serves them as they are. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(js|mjs|css|html|json|svg|txt|wasm|tflite|webmanifest)$/;
/** Bytes; below this the answer fits a packet or two anyway. */
const SMALLEST = 1024;
/** Above this size brotli's best level takes half a minute and gains 1 %. */
const LARGE = 2_000_000;
const BROTLI_LEVEL = { small: 11, large: 9 };
const GZIP_LEVEL = { small: 9, large: 6 };

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < SMALLEST) return;
  const size = bytes.length > LARGE ? 'large' : 'small';
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL[size],
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([toBrotli(bytes, { params }), toGzip(bytes, { level: GZIP_LEVEL[size] })]);
  if (br.length < bytes.length) await writeFile(`${path}.br`, br);
  if (gz.length < bytes.length) await writeFile(`${path}.gz`, gz);
}

export function precompress(): Plugin {
  let folder = 'dist';
  return {
    name: 'tongkuan:precompress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    // After every other plugin, also after the one that writes the service worker.
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name));
        await Promise.all(files.map(({ parentPath, name }) => compressFile(join(parentPath, name))));
      },
    },
  };
}
