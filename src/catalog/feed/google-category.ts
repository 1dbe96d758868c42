/** What a shop calls a product's kind, as a category of the taxonomy, where the name leaves no doubt. */
import { CATEGORIES, FINE_LABELS } from '#core/taxonomy.ts';

/**
 * Google's product taxonomy (2021-09-21): ids and names of the branches that lie within one of our categories. What is not
 * here (a suit may be jacket and trousers, a set anything) is left to the model.
 */
const BRANCHES: Readonly<Record<number, string>> = {
  0: '212 Shirts & Tops|203 Outerwear|5598 Coats & Jackets|1831 Vests|5410 Baby & Toddler Tops|5425 Baby & Toddler Outerwear|3455 Bicycle Jerseys|6006 Motorcycle Jackets|5461 Hunting & Fishing Vests',
  1: '2271 Dresses|5424 Baby & Toddler Dresses|5441 Wedding & Bridal Party Dresses|5330 Bridal Party Dresses|5329 Wedding Dresses|5250 Jumpsuits & Rompers',
  2: '204 Pants|207 Shorts|1581 Skirts|6229 Knee-Length Skirts|6228 Long Skirts|2331 Mini Skirts|5344 Skorts|5408 Baby & Toddler Bottoms|5514 Rain Pants|7003 Motorcycle Pants|5552 Hunting & Tactical Pants|5378 Boxing Shorts|5379 Martial Arts Shorts',
  3: '6551 Handbags, Wallets & Cases|3032 Handbags|2668 Wallets & Money Clips|5181 Luggage & Bags|100 Backpacks',
  4: '187 Shoes|5387 Costume Shoes',
  5: '167 Clothing Accessories|169 Belts|170 Gloves & Mittens|171 Hair Accessories|173 Hats|2020 Headwear|176 Neckties|177 Scarves & Shawls|543673 Scarves|543674 Shawls|178 Sunglasses|188 Jewelry|189 Anklets|191 Bracelets|192 Charms & Pendants|194 Earrings|196 Necklaces|197 Brooches & Lapel Pins|200 Rings|201 Watches|6463 Jewelry Sets',
  6: '422 Food Items',
  7: '473 Cosmetics',
  8: '413 Beverages',
  9: '436 Furniture',
  20: '1239 Toys & Games|1253 Toys',
  21: '213 Underwear & Socks|214 Bras|215 Hosiery|1772 Lingerie|1807 Long Johns|1578 Shapewear|209 Socks|2745 Undershirts|2562 Underwear|5834 Underwear Slips|211 Swimwear|5409 Baby & Toddler Swimwear|5621 Toddler Underwear|5423 Baby & Toddler Socks & Tights',
  22: '222 Electronics',
};
/** Lie below a branch of the table, and are no such thing. */
const EXCEPTIONS =
  '5506 Chaps|5909 Snow Pants & Suits|3066 Rain Suits|6552 Handbag & Wallet Accessories|1933 Shoe Accessories';

const byId = new Map<string, number>();
const byName = new Map<string, number | null>();
for (const { slug, zh, en, category } of FINE_LABELS)
  for (const name of [slug, zh, en]) byName.set(keyOf(name), category);
for (const { id, zh, en } of CATEGORIES) for (const name of [zh, en]) byName.set(keyOf(name), id);
for (const [category, branches] of Object.entries(BRANCHES)) {
  for (const [id, name] of branchesOf(branches)) {
    byId.set(id, Number(category));
    byName.set(keyOf(name), Number(category));
  }
}
for (const [, name] of branchesOf(EXCEPTIONS)) byName.set(keyOf(name), null);

/**
 * The category that an id or a path such as `Apparel & Accessories > Clothing > Dresses` speaks of, the last name first; null
 * where it speaks of none.
 */
export function categoryOfPath(text: string): number | null {
  if (/^\s*\d+\s*$/.test(text)) return byId.get(text.trim()) ?? null;
  for (const name of text.split(/[>/|›»]/).reverse()) {
    const category = byName.get(keyOf(name));
    if (category !== undefined) return category;
  }
  return null;
}

function branchesOf(text: string): [id: string, name: string][] {
  return text.split('|').map((branch) => {
    const space = branch.indexOf(' ');
    return [branch.slice(0, space), branch.slice(space + 1)];
  });
}

function keyOf(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
