import { expect, test } from 'vitest';
import { isExample, isProductPicture, NOT_THE_PAGE } from './routes.ts';

const isPage = (path: string) => !NOT_THE_PAGE.some((pattern) => pattern.test(path));

test('addresses of the page are answered with the page', () => {
  expect(isPage('/')).toBe(true);
  expect(isPage('/anything')).toBe(true);
});

test('searches, models, health and files are not the page', () => {
  for (const path of ['/v1/search', '/models/manifest.json', '/healthz', '/icons/icon-192.png']) {
    expect(isPage(path), path).toBe(false);
  }
});

test('only product pictures are kept, never a search', () => {
  expect(isProductPicture('/v1/products/demo-12/picture')).toBe(true);
  expect(isProductPicture('/v1/products/demo-12')).toBe(false);
  expect(isProductPicture('/v1/search')).toBe(false);
  expect(isExample('/examples/street.jpg')).toBe(true);
  expect(isExample('/v1/examples')).toBe(false);
});
