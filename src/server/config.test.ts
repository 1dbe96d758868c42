import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

test('without any setting the defaults hold, and nothing can change them', () => {
  const config = parseConfig({});
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', searchesPerMinute: 600, trustProxy: false });
  expect(config.catalogue.replaceAll('\\', '/')).toMatch(/\/data\/catalogue$/);
  expect(Object.isFrozen(config)).toBe(true);
});

test('settings are taken from the environment', () => {
  const env = { PORT: '9000', HOST: '0.0.0.0', TONGKUAN_CATALOGUE: '/shop', TONGKUAN_TRUST_PROXY: 'yes' };
  expect(parseConfig(env)).toMatchObject({ port: 9000, host: '0.0.0.0', catalogue: '/shop', trustProxy: true });
});

test.each([
  ['PORT', '80a'],
  ['PORT', '70000'],
  ['TONGKUAN_SEARCHES_PER_MINUTE', '0'],
  ['TONGKUAN_TRUST_PROXY', 'true'],
  ['TONGKUAN_LOG', 'loud'],
])('%s=%s is refused by name', (variable, value) => {
  expect(() => parseConfig({ [variable]: value })).toThrow(
    expect.objectContaining({ code: 'USAGE', details: expect.objectContaining({ variable }) }),
  );
});
