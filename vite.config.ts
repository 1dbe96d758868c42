import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { exampleThumbnails } from './vite/example-thumbnails.ts';
import { modelFiles } from './vite/model-files.ts';
import { precompress } from './vite/precompress.ts';
import { serviceWorker } from './vite/service-worker.ts';

export default defineConfig({
  plugins: [react(), modelFiles(), exampleThumbnails(), serviceWorker(), precompress()],
  worker: { format: 'es' },
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: {
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
    proxy: { '/v1': 'http://127.0.0.1:8080', '/healthz': 'http://127.0.0.1:8080' },
  },
});
