/** The browser that every bench measures in: the one that `npm test` finds. */
import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from '../scripts/lib/browser.mjs';

export function launchBrowser(flags: readonly string[]): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox', ...flags] });
}
