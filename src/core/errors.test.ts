import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode, isErrorCode, TongkuanError, toTongkuanError } from './errors.ts';

describe('docs/errors.md', () => {
  const rows = readFileSync('docs/errors.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  test('says of every code what the table says, in its order', () => {
    const documented = rows.map(([, code, http, retryable, meaning]) => ({ code, http, retryable, meaning }));
    const expected = Object.entries(ERRORS).map(([code, { status, retryable, message }]) => ({
      code: `\`${code}\``,
      http: status === 0 ? '–' : String(status),
      retryable: retryable ? 'yes' : 'no',
      meaning: message,
    }));
    expect(documented).toEqual(expected);
  });

  test('says what to do', () => {
    expect(rows.filter(([, , , , , what]) => (what ?? '').length < 5)).toEqual([]);
  });
});

describe('TongkuanError', () => {
  test('carries code, details and what follows from the code', () => {
    const error = new TongkuanError('RATE_LIMITED', { after: 3 });
    expect(error).toMatchObject({ name: 'TongkuanError', status: 429, retryable: true });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'RATE_LIMITED',
      message: 'Too many requests. Try again shortly.',
      retryable: true,
      details: { after: 3 },
    });
  });

  test('codes are recognised, names of Object.prototype are not', () => {
    expect((Object.keys(ERRORS) as ErrorCode[]).every(isErrorCode)).toBe(true);
    expect(isErrorCode('toString')).toBe(false);
    expect(isErrorCode(undefined)).toBe(false);
  });

  test('whatever was thrown gets a code', () => {
    const coded = new TongkuanError('ABORTED');
    expect(toTongkuanError(coded, 'INTERNAL')).toBe(coded);
    const cause = new Error('boom');
    expect(toTongkuanError(cause, 'RUNTIME_FAILED')).toMatchObject({
      code: 'RUNTIME_FAILED',
      details: { reason: 'boom' },
      cause,
    });
    expect(toTongkuanError('text')).toMatchObject({ code: 'INTERNAL', details: { reason: 'text' } });
  });
});
