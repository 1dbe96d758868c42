/** The test function of every browser test: a shopper with a phone, and a console that must stay silent. */
import { test as base, expect } from '@playwright/test';
import { Shopper } from './shopper.ts';

interface Fixtures {
  readonly shopper: Shopper;
  /** Console errors a test expects, in one pattern: Playwright takes a list for a fixture with options. Others fail the test. */
  readonly expectedErrors: RegExp | null;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the destructured form
  expectedErrors: async ({}, use) => use(null),
  shopper: async ({ page, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await use(new Shopper(page));
    const surprises = errors.filter((error) => !expectedErrors?.test(error));
    expect(surprises, 'the console stays silent').toEqual([]);
  },
});

export { expect };
