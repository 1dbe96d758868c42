import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { API_TYPES, apiTypes } from './lib/api-types.ts';

test('the types of the page are those of the endpoint: else run npm run generate:client', async () => {
  expect(readFileSync(API_TYPES, 'utf8')).toBe(await apiTypes());
});
