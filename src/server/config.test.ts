import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '#search/testing.ts';
import { explainConfig, parseConfig, printable, strangeVariables } from './config.ts';
import { SETTINGS, type Setting } from './operations/settings.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function fileOf(content: unknown, name = 'settings.json'): string {
  const path = join(folder.path, name);
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const refusal = (env: Record<string, string>) => {
  try {
    parseConfig(env);
  } catch (thrown) {
    return thrown as { code: string; details: Record<string, unknown> };
  }
  throw new Error('was accepted');
};

test('without any setting the defaults hold, and nothing can change them', () => {
  const config = parseConfig({});
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', searchesPerMinute: 600, trustProxy: false });
  expect(config).toMatchObject({ workers: 1, metricsPort: 0, corsOrigins: [], events: false });
  expect(config.catalogue.replaceAll('\\', '/')).toMatch(/\/data\/catalogue$/);
  expect(Object.isFrozen(config)).toBe(true);
});

test('settings are taken from the environment', () => {
  const env = { PORT: '9000', HOST: '0.0.0.0', TONGKUAN_CATALOGUE: '/shop', TONGKUAN_TRUST_PROXY: 'yes' };
  expect(parseConfig(env)).toMatchObject({ port: 9000, host: '0.0.0.0', catalogue: '/shop', trustProxy: true });
  expect(parseConfig({ TONGKUAN_WORKERS: 'auto' }).workers).toBe('auto');
  const origins = parseConfig({ TONGKUAN_CORS_ORIGINS: 'https://a.example, https://b.example:8443' }).corsOrigins;
  expect(origins).toEqual(['https://a.example', 'https://b.example:8443']);
});

test('proxies are trusted all, by number, or by address', () => {
  const trusted = ['no', '1', '10.0.0.0/8,::1'].map((TONGKUAN_TRUST_PROXY) => parseConfig({ TONGKUAN_TRUST_PROXY }));
  expect(trusted.map(({ trustProxy }) => trustProxy)).toEqual([false, 1, ['10.0.0.0/8', '::1']]);
});

test.each([
  ['PORT', '80a'],
  ['PORT', '70000'],
  ['TONGKUAN_SEARCHES_PER_MINUTE', '0'],
  ['TONGKUAN_TRUST_PROXY', 'true'],
  ['TONGKUAN_LOG', 'loud'],
  ['TONGKUAN_WORKERS', '0'],
  ['TONGKUAN_CORS_ORIGINS', '*'],
  ['TONGKUAN_CORS_ORIGINS', 'https://shop.example/'],
])('%s=%s is refused by name', (variable, value) => {
  const { code, details } = refusal({ [variable]: value });
  expect([code, details.variable]).toEqual(['CONFIG_INVALID', variable]);
  expect(explainConfig(details)).toMatch(new RegExp(`^${variable} must be .+\\.$`));
});

describe('a settings file', () => {
  test('gives what the environment does not, paths from where it lies', () => {
    const TONGKUAN_CONFIG = fileOf({ port: 9001, catalogue: 'shop', trustProxy: ['::1'], workers: 'auto' });
    expect(parseConfig({ TONGKUAN_CONFIG, PORT: '9002' })).toMatchObject({
      port: 9002,
      catalogue: join(folder.path, 'shop'),
      trustProxy: ['::1'],
      workers: 'auto',
    });
  });

  test('with a setting that does not exist is refused with the one that is meant', () => {
    const { code, details } = refusal({ TONGKUAN_CONFIG: fileOf({ searchPerMinute: 5 }) });
    expect([code, explainConfig(details)]).toEqual([
      'CONFIG_INVALID',
      'There is no setting "searchPerMinute". Did you mean "searchesPerMinute"?',
    ]);
    const other = refusal({ TONGKUAN_CONFIG: fileOf({ toString: 1 }) });
    expect(explainConfig(other.details)).toBe('There is no setting "toString".');
  });

  test.each([
    [{ port: '9000' }, '"port" in the settings file must be a whole number from 0 to 65535.'],
    [{ events: 'yes' }, '"events" in the settings file must be yes | no (in the file: true | false).'],
    ['{ "port": ', 'TONGKUAN_CONFIG must be JSON.'],
    ['[]', 'TONGKUAN_CONFIG must be a file with one JSON object.'],
  ])('with %j is refused', (content, words) => {
    expect(explainConfig(refusal({ TONGKUAN_CONFIG: fileOf(content) }).details)).toBe(words);
  });

  test('that is not there is refused', () => {
    const { details } = refusal({ TONGKUAN_CONFIG: join(folder.path, 'none.json') });
    expect(explainConfig(details)).toBe('TONGKUAN_CONFIG must be a file that can be read.');
  });
});

test('secrets are not printed', () => {
  const shown = printable(parseConfig({ TONGKUAN_METRICS_TOKEN: 'hush', PORT: '9000' }));
  expect(shown).toMatchObject({ port: 9000, metricsToken: '(set)' });
  expect(JSON.stringify(shown)).not.toContain('hush');
});

test('variables nobody reads are named', () => {
  const env = { TONGKUAN_WORKER: '2', TONGKUAN_DATA: '/x', TONGKUAN_LOG: 'info', OTHER: '1', TONGKUAN_FOO_BAR: '' };
  expect(strangeVariables(env)).toEqual([
    { name: 'TONGKUAN_WORKER', meant: 'TONGKUAN_WORKERS' },
    { name: 'TONGKUAN_FOO_BAR', meant: undefined },
  ]);
});

test('docs/operations.md lists every setting with its variable and default', () => {
  const rows = readFileSync('docs/operations.md', 'utf8')
    .split('\n')
    .map((line) => /^\| `(\w+)` \| `([A-Z_]+)` \| ([^|]*) \|/.exec(line)?.slice(1, 4))
    .filter((row) => row !== undefined);
  const shown = (value: unknown) => {
    const text = Array.isArray(value) ? value.join(',') : value === false ? 'no' : value === true ? 'yes' : `${value}`;
    return text === '' ? '–' : `\`${text}\``;
  };
  const settings: [string, Setting][] = Object.entries(SETTINGS);
  expect(rows).toEqual(settings.map(([name, { env, fallback }]) => [name, env, shown(fallback)]));
});
