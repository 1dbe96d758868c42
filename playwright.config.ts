/**
 * Browser tests against the production build, at phone size, with a real server and a real catalogue (e2e/serve.mjs).
 * Real pictures come from the shared data folder; without it the drawn ones stand in, and that is said loudly.
 */
import { defineConfig } from '@playwright/test';
import { CAMERA_FILE } from './e2e/helpers/camera-file.ts';
import { findBrowser } from './scripts/lib/browser.mjs';

const PORT = Number(process.env.E2E_PORT ?? 4180);
const CATALOGUE_READY_MS = 15 * 60_000; // 5,700 pictures are embedded on two shared cores the first time

/** As root in a container there is no sandbox; the rest keeps Chromium from calling home. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const browser = findBrowser();

const launch = (args: string[]) => ({
  ...(browser ? { executablePath: browser } : {}),
  args: [...CHROMIUM_FLAGS, ...args],
});

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/setup.ts',
  workers: 1, // two cores: a second browser would only slow the first
  timeout: 120_000,
  expect: { timeout: 30_000 },
  retries: 0,
  outputDir: '.cache/e2e-results',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    launchOptions: launch(['--disable-gpu']),
  },
  projects: [
    { name: 'phone', testIgnore: /(camera|live|browsers|keyboard|measure)\.spec\.ts/ },
    {
      name: 'desktop', // wide, and nothing to touch it with
      testMatch: 'keyboard.spec.ts',
      use: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, isMobile: false, hasTouch: false },
    },
    { name: 'browsers', testMatch: 'browsers.spec.ts' }, // Firefox and WebKit; they bring their own driver
    {
      name: 'camera',
      testMatch: /(camera|live)\.spec\.ts/,
      use: {
        launchOptions: launch([
          '--disable-gpu',
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-video-capture=${CAMERA_FILE}`,
        ]),
      },
    },
    {
      name: 'webgpu', // correctness on the software adapter; its speed means nothing
      testMatch: /(golden|measure)\.spec\.ts/,
      grep: /tall|measured/, // the shape of most photos; half a minute in software
      use: { launchOptions: launch(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']) },
    },
  ],
  webServer: {
    command: 'node e2e/serve.mjs',
    url: `http://127.0.0.1:${PORT}/healthz`,
    env: { PORT: String(PORT) },
    timeout: CATALOGUE_READY_MS,
    reuseExistingServer: false,
    stdout: 'pipe',
  },
});
