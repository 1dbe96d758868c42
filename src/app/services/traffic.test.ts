import { expect, test } from 'vitest';
import { TrafficCounter } from './traffic.ts';

test('requests are counted by where they go; pictures from memory are none', () => {
  const traffic = new TrafficCounter('https://shop.example');
  traffic.saw(['https://shop.example/v1/search', 'blob:https://shop.example/1', 'data:image/gif;base64,']);
  traffic.saw(['https://elsewhere.example/pixel.gif']);
  expect(traffic.state()).toMatchObject({ all: 2, foreign: 1 });
});

test('what searches send is counted, whatever becomes of it', async () => {
  const traffic = new TrafficCounter('https://shop.example');
  const send = traffic.counting(() => Promise.reject(new TypeError('no network')));
  await expect(send('/v1/search', { method: 'POST', body: new Uint8Array(144) })).rejects.toThrow('no network');
  await expect(send('/v1/products?id=1')).rejects.toThrow();
  expect(traffic.state()).toMatchObject({ searches: 1, bytes: 144 });
});
