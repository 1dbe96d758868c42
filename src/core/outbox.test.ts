import { expect, test } from 'vitest';
import { answerKey, readKey, waitingKey } from './outbox.ts';

test('a key says whose search it is and where it goes', () => {
  const id = 'a/b?c';
  expect(readKey(waitingKey(id, '/v1/search?category=3&sort=similarity'))).toEqual({
    is: 'waiting',
    id,
    url: '/v1/search?category=3&sort=similarity',
  });
  expect(readKey(answerKey(id))).toEqual({ is: 'answer', id });
});

test('what is no search goes nowhere', () => {
  expect(readKey('/outbox/waiting/a/elsewhere')).toBeNull();
  expect(readKey('/v1/search')).toBeNull();
});
