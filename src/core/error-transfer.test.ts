import { expect, test } from 'vitest';
import { reviveThrown, serialiseThrown } from './error-transfer.ts';
import { TongkuanError } from './errors.ts';

/** There and back, as a worker boundary would do it. */
function cross(thrown: unknown): Error {
  return reviveThrown(structuredClone(serialiseThrown(thrown)));
}

test('class, code, details and stack of a coded error survive', () => {
  const thrown = new TongkuanError('MODEL_FETCH', { url: '/models/a.onnx', status: 404 });
  const arrived = cross(thrown);
  expect(arrived).toBeInstanceOf(TongkuanError);
  expect(arrived).toMatchObject({
    code: 'MODEL_FETCH',
    retryable: true,
    details: { url: '/models/a.onnx', status: 404 },
  });
  expect(arrived.stack).toBe(thrown.stack);
});

test('any other error keeps name and message', () => {
  expect(cross(new RangeError('too far'))).toMatchObject({ name: 'RangeError', message: 'too far' });
  expect(cross('just words')).toMatchObject({ name: 'Error', message: 'just words' });
});

test('details that cannot be cloned become text', () => {
  const details = { run: () => 1, big: 12n, cause: new Error('inner') };
  expect(cross(new TongkuanError('RUNTIME_FAILED', details))).toMatchObject({
    details: { run: '() => 1', big: '12', cause: 'inner' },
  });
});

test('a code of a newer version arrives as an ordinary error', () => {
  const wire = { code: 'FROM_THE_FUTURE', details: {}, name: 'TongkuanError', message: 'new', stack: null };
  expect(reviveThrown(wire)).not.toBeInstanceOf(TongkuanError);
  expect(reviveThrown(wire).message).toBe('new');
});
