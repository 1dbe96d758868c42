/** Small pictures of the example scenes, so that a first visit does not fetch the large ones: `scene-1.jpg` → `scene-1.thumb.webp`. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { Plugin, ResolvedConfig } from 'vite';

/** Shown at 96 CSS pixels, on screens of up to two device pixels each. */
const SIDE = 192;
const QUALITY = 70;

/** Runs before the service worker lists the files. */
export function exampleThumbnails(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'tongkuan:example-thumbnails',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    closeBundle: {
      sequential: true,
      async handler() {
        const folder = resolve(config.root, config.build.outDir, 'examples');
        if (!existsSync(folder)) return;
        for (const file of readdirSync(folder).filter((name) => name.endsWith('.jpg'))) {
          const small = sharp(join(folder, file)).resize(SIDE, SIDE, { fit: 'cover' }).webp({ quality: QUALITY });
          await small.toFile(join(folder, file.replace(/\.jpg$/, '.thumb.webp')));
        }
      },
    },
  };
}
