/** Path of a Chromium to test with; null: the one of Playwright, fetched if need be. */
export function findBrowser(): string | null;
