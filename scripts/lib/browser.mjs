import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, run } from './steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function onPath(name) {
  const { stdout, status } = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n')[0] : null;
}

/**
 * Path of a Chromium to test with: CHROMIUM_PATH, else the system's, else null after Playwright has fetched its own.
 */
export function findBrowser() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const system = NAMES.map(onPath).find(Boolean) ?? PLACES.find(existsSync);
  if (system) return system;
  const own = createRequire(join(ROOT, 'package.json'))('@playwright/test').chromium.executablePath();
  if (!existsSync(own)) {
    console.log('No Chromium on this machine: fetching the one of Playwright …');
    run(process.execPath, [join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium']);
  }
  return null;
}
