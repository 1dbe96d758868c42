import { expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from '#core/errors.ts';
import { ERROR_WORDS } from './error-words.ts';
import { formatMegabytes, formatPrice } from './format.ts';
import { chooseLanguage } from './language.ts';
import { wordsFor } from './words.ts';

/** Codes only shop owners and engineers meet. */
const NOT_ON_THE_PAGE: readonly ErrorCode[] = [
  'PICTURE_MISSING',
  'CURSOR_EXPIRED',
  'EVENTS_FULL',
  'KEY_INVALID',
  'KEY_SCOPE',
  'PRODUCT_INVALID',
  'WRITER_DOWN',
  'FEED_UNREADABLE',
  'FEED_COLUMN',
  'FEED_SHRUNK',
  'FEED_LINE',
  'CONFIG_INVALID',
  'FEED_MAP',
  'MODEL_IN_FORCE',
  'BACKUP_TARGET',
  'BACKUP_INVALID',
  'USAGE',
];
const ON_THE_PAGE = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => !NOT_ON_THE_PAGE.includes(code));
const CHINESE = /[\u4e00-\u9fff]/;

test.each(ON_THE_PAGE)('%s has words of its language in both', (code) => {
  const words = ERROR_WORDS[code];
  expect(words?.zh).toMatch(CHINESE);
  expect(words?.en).toMatch(/^[A-Z]/);
  expect(words?.en).not.toMatch(CHINESE);
});

test('both languages say the same things, each in its own words', () => {
  const [zh, en] = [wordsFor('zh'), wordsFor('en')];
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const [name, text] of Object.entries(en)) {
    if (typeof text !== 'string') continue;
    expect(text, name).not.toMatch(CHINESE);
    expect(zh[name as keyof typeof zh], name).toMatch(CHINESE);
  }
});

test('the first language the page speaks wins', () => {
  expect(chooseLanguage(['zh-TW', 'en'])).toBe('zh');
  expect(chooseLanguage(['fr', 'en-GB', 'zh'])).toBe('en');
  expect(chooseLanguage(['fr'])).toBe('en');
  expect(chooseLanguage([])).toBe('en');
});

test('prices come from minor units', () => {
  expect(formatPrice({ amount: 12900, currency: 'CNY' }, 'zh')).toBe('¥129');
  expect(formatPrice({ amount: 1250, currency: 'USD' }, 'en')).toBe('$12.50');
  expect(formatPrice({ amount: 980, currency: 'JPY' }, 'en')).toBe('¥980');
  expect(formatMegabytes(6_240_000)).toBe('6.2');
});
