/** The demo's products: styles × fabrics × colours, some of them sold by several sellers. No pixels here. */
import { withCheckDigit } from '#core/gtin.ts';
import type { Price, Product } from '#core/product.ts';
import type { Kind } from '#core/vision-api.ts';
import { type Cloth, FABRICS, type FabricName } from './fabrics.ts';
import { brightness, type Colour, colourNamed } from './palette.ts';
import { type Random, random, seedOf } from './random.ts';
import { STYLES } from './styles/all.ts';
import type { Style } from './styles/style.ts';

/** One offer with everything that is needed to draw it. */
export interface DemoProduct extends Product {
  readonly price: Price;
  readonly kind: Kind;
  readonly style: string;
  readonly cloth: Cloth;
  readonly metal: string;
  readonly sole: string;
  /** Decides the cut; offers of one group share it. */
  readonly cutSeed: number;
  /** Which rendering of the picture: 0 is the plain one. */
  readonly offer: number;
}

const DEMO_SEED = 20250;
/** Every so many products, one is sold by two or three sellers. */
const SHARED_EVERY = 12;
const SELLERS = [
  '同款小铺',
  '街角衣橱',
  '南风百货',
  '北岸集市',
  '晴空优选',
  '拾光商店',
  '一间杂货',
  '云上买手',
] as const;
const TRIMS = ['新款', '通勤', '百搭', '复古', '简约', '轻奢', '日常', '气质'] as const;

/** Which second colour goes with a first. */
function accentFor(base: Colour, fabric: FabricName, vary: Random): string {
  const dark = brightness(base.hex) < 0.5;
  const choices = dark
    ? ['white', 'cream', 'sky', 'yellow', 'red', 'pink']
    : ['navy', 'black', 'red', 'brown', 'blue', 'forest', 'white'];
  const calm = fabric === 'herringbone' || fabric === 'houndstooth' || fabric === 'pinstripe';
  const name = calm
    ? dark
      ? 'cream'
      : 'black'
    : fabric === 'denim'
      ? 'mustard'
      : fabric === 'camouflage'
        ? dark
          ? 'olive'
          : 'brown'
        : vary.pick(choices.filter((choice) => choice !== base.name));
  return colourNamed(name).hex;
}

function titleOf(style: Style, colour: Colour, fabric: FabricName, word: string): { zh: string; en: string } {
  const { zh, en } = FABRICS[fabric];
  const zhFabric = style.zh.includes(zh.slice(0, 2)) ? '' : zh;
  const enFabric = en && !style.en.includes(en) ? `${en} ` : '';
  if (style.category === 6 || style.category === 8) return { zh: style.zh, en: style.en };
  return { zh: `${word}${colour.zh}${zhFabric}${style.zh}`, en: `${colour.en} ${enFabric}${style.en}` };
}

/** Prices end in 9 yuan; groceries in 90 fen. In minor units. */
function priceOf(style: Style, vary: Random): number {
  const [low, high] = style.price;
  const yuan = low + (high - low) * vary.next() ** 1.6;
  return low < 20 ? Math.floor(yuan) * 100 + 90 : (Math.floor(yuan / 10) * 10 + 9) * 100;
}

/** All different pairs of fabric and colour of a style, in an order of its own. */
function materials(style: Style, vary: Random): [FabricName, string][] {
  const pairs = style.fabrics.flatMap((fabric) =>
    vary.shuffled(style.colours).map((name): [FabricName, string] => [fabric, name]),
  );
  return vary.shuffled(pairs);
}

/** A number from the range that GS1 leaves to shops for their own use (20–29), so that it is nobody's. */
function gtinOf(id: string): string {
  return `0${withCheckDigit(`20${String(seedOf(id)).padStart(10, '0').slice(-10)}`)}`;
}

function productOf(id: string, style: Style, fabric: FabricName, colourName: string): DemoProduct {
  const vary = random(seedOf(id));
  const colour = colourNamed(colourName);
  const cloth = {
    fabric,
    base: colour.hex,
    accent: accentFor(colour, fabric, vary),
    scale: Math.round(vary.range(0.75, 1.3) * 100) / 100,
  };
  return {
    id,
    kind: style.kind,
    category: style.category,
    label: style.label,
    title: titleOf(style, colour, fabric, vary.pick(TRIMS)),
    price: { amount: priceOf(style, vary), currency: 'CNY' },
    listPrice: null,
    availability: 'in_stock',
    gtin: gtinOf(id),
    seller: vary.pick(SELLERS),
    group: null,
    pageUrl: null,
    attributes: { color: colour.name, ...(fabric === 'plain' ? {} : { fabric }), style: style.id },
    style: style.id,
    cloth,
    metal: vary.chance(0.5) ? '#cda24a' : '#b9bec6',
    sole: vary.pick(['#f4f2ee', '#f4f2ee', '#e7dcc6', '#2b2a2c', '#7a5333']),
    cutSeed: seedOf(`${id}/cut`),
    offer: 0,
  };
}

/** The same item at another seller: another price, another picture of it. */
function offerOf(product: DemoProduct, offer: number): DemoProduct {
  const vary = random(seedOf(`${product.id}/offer/${offer}`));
  const others = SELLERS.filter((seller) => seller !== product.seller);
  const seller = others[(seedOf(product.id) + offer) % others.length] ?? SELLERS[0];
  const step = product.price.amount < 5000 ? 100 : 1000;
  const change = Math.max(step, Math.round((product.price.amount * vary.range(0.06, 0.22)) / step) * step);
  const cheaper = (seedOf(product.id) + offer) % 2 === 0;
  const amount = product.price.amount + (cheaper ? -change : change);
  return {
    ...product,
    id: `${product.id}-${'abc'[offer] ?? offer}`,
    seller,
    price: { ...product.price, amount },
    offer,
    title: {
      ...product.title,
      zh:
        product.category === 6 || product.category === 8
          ? product.title.zh
          : `${vary.pick(TRIMS)}${product.title.zh.slice(2)}`,
    },
  };
}

/** Distinct products: `countOf` says how many of each style. */
export function makeProducts(prefix: string, seed: number, countOf: (style: Style) => number): DemoProduct[] {
  return STYLES.flatMap((style) => {
    const pairs = materials(style, random(seed ^ seedOf(style.id)));
    const count = Math.min(countOf(style), pairs.length);
    return pairs
      .slice(0, count)
      .map(([fabric, colour], i) =>
        productOf(`${prefix}${style.id}-${String(i + 1).padStart(2, '0')}`, style, fabric, colour),
      );
  });
}

/** The products of the demo catalogue, offers of one item beside each other. Always the same. */
export function demoProducts(): DemoProduct[] {
  return makeProducts('', DEMO_SEED, (style) => style.count).flatMap((product, i) => {
    if (i % SHARED_EVERY !== 0) return [product];
    const grouped = { ...product, group: `g-${product.id}` };
    const offers = i % (SHARED_EVERY * 2) === 0 ? [1, 2] : [1];
    return [grouped, ...offers.map((offer) => offerOf(grouped, offer))];
  });
}
