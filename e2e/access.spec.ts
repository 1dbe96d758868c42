/** WCAG 2.2 A and AA on every state of the page, as far as a machine can tell (axe-core). */
import AxeBuilder from '@axe-core/playwright';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import type { Shopper } from './helpers/shopper.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function complaints({ page }: Shopper): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

for (const scheme of ['light', 'dark'] as const) {
  for (const locale of ['en-GB', 'zh-CN']) {
    test.describe(`${scheme}, ${locale}`, () => {
      test.use({ colorScheme: scheme, locale });

      test('the empty page, results and a refusal can be read and used by everyone', async ({ shopper }) => {
        await shopper.opensThePage();
        expect(await complaints(shopper), 'empty').toEqual([]);
        await shopper.picksPhoto(STREET_PHOTO);
        await shopper.seesProducts();
        expect(await complaints(shopper), 'results').toEqual([]);
        await shopper.picksPhoto({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
        await expect(shopper.errorNote()).toBeVisible();
        expect(await complaints(shopper), 'refusal').toEqual([]);
      });
    });
  }
}
