import { expect, test } from 'vitest';
import { answerKey, readKey, waitingKey } from './outbox.ts';

const id = 'a/b?c';

test.each([
  ['search', '/v1/search?category=3&sort=similarity'],
  ['lookup', '/v1/products?gtin=04006381333931&gtin=00012345678905'],
] as const)('the key of a %s says whose it is and where it goes', (topic, url) => {
  expect(readKey(waitingKey(id, url))).toEqual({ is: 'waiting', id, topic, url });
  expect(readKey(answerKey(id, topic))).toEqual({ is: 'answer', id, topic });
});

test('an answer without a topic is one to a search', () => {
  expect(readKey('/outbox/answer/a')).toEqual({ is: 'answer', id: 'a', topic: 'search' });
});

test('what is no question goes nowhere', () => {
  expect(readKey('/outbox/waiting/a/elsewhere')).toBeNull();
  expect(readKey('/outbox/waiting/a/v1/products/b/offers')).toBeNull();
  expect(readKey('/outbox/waiting/a')).toBeNull();
  expect(readKey('/v1/search')).toBeNull();
});
