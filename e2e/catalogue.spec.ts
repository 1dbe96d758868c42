import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HAS_REAL, SHARED } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

/** Some photos of the validation part: the models never saw them. */
function heldOutPhotos(count: number): string[] {
  const [head, ...lines] = readFileSync(join(SHARED, 'clothing', 'labels.csv'), 'utf8')
    .trim()
    .split('\n');
  const split = head?.trim().split(',').indexOf('split') ?? -1;
  const top10 = head?.trim().split(',').indexOf('top10') ?? -1;
  const rows = lines.map((line) => line.trim().split(','));
  const held = rows.filter((row) => row[split] === 'val' && row[top10]).map((row) => row[0] as string);
  const step = Math.floor(held.length / count);
  return Array.from({ length: count }, (_, i) => held[i * step] as string);
}

test.describe('the catalogue of 5,000 clothing photos', () => {
  test.skip(!HAS_REAL, 'NO REAL PICTURES AT HAND: the clothing photos are missing');

  test('a held-out photo finds itself first', async ({ shopper }) => {
    expect(readdirSync(join(SHARED, 'clothing', 'images')).length).toBeGreaterThan(5000);
    await shopper.opensThePage();
    await shopper.waitsForTheModels();
    for (const file of HAS_REAL ? heldOutPhotos(5) : []) {
      await shopper.picksPhoto(join(SHARED, 'clothing', 'images', file));
      const first = shopper.cards().first();
      await expect(first).toHaveAttribute('data-product-id', file.replace(/\.jpg$/, ''));
    }
  });
});
