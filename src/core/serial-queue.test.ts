import { expect, test } from 'vitest';
import { serialQueue } from './serial-queue.ts';

test('the first throws, the second runs', async () => {
  const queue = serialQueue();
  const first = queue(() => Promise.reject(new Error('first')));
  const second = queue(async () => 'second');
  await expect(first).rejects.toThrow('first');
  await expect(second).resolves.toBe('second');
});

test('a job that throws before it returns a promise is a failed job', async () => {
  const queue = serialQueue();
  const first = queue(() => {
    throw new Error('at once');
  });
  await expect(first).rejects.toThrow('at once');
  await expect(queue(async () => 1)).resolves.toBe(1);
});

test('jobs never overlap and keep their order', async () => {
  const queue = serialQueue();
  const log: string[] = [];
  const job = (name: string, ms: number) => async () => {
    log.push(`${name} starts`);
    await new Promise((resolve) => setTimeout(resolve, ms));
    log.push(`${name} ends`);
  };
  await Promise.all([queue(job('slow', 20)), queue(job('fast', 1))]);
  expect(log).toEqual(['slow starts', 'slow ends', 'fast starts', 'fast ends']);
});
