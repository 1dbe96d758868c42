/** Cartons, bottles and cups of invented brands. None of them is a label of the taxonomy. */
import type { LocalText } from '#core/product.ts';
import { bottle, brickCarton, cup, gableCarton, type Motif, type PackCut } from '../templates/packs.ts';
import type { Style } from './style.ts';

type Container = 'gable' | 'brick' | 'bottle' | 'glass' | 'cup';

interface Drink extends LocalText {
  readonly id: string;
  readonly word: string;
  readonly motif: Motif;
  readonly colours: readonly string[];
  readonly containers: readonly Container[];
}

const DRINKS: readonly Drink[] = [
  {
    id: 'milk',
    zh: '鲜牛奶',
    en: 'fresh milk',
    word: 'MILK',
    motif: 'cow',
    colours: ['white', 'sky', 'cream'],
    containers: ['gable', 'brick', 'bottle'],
  },
  {
    id: 'oat-drink',
    zh: '燕麦奶',
    en: 'oat drink',
    word: 'OAT',
    motif: 'oat',
    colours: ['cream', 'beige', 'mint'],
    containers: ['gable', 'brick'],
  },
  {
    id: 'orange-juice',
    zh: '橙汁',
    en: 'orange juice',
    word: 'ORANGE',
    motif: 'orange',
    colours: ['white', 'yellow', 'cream'],
    containers: ['gable', 'bottle', 'glass'],
  },
  {
    id: 'apple-juice',
    zh: '苹果汁',
    en: 'apple juice',
    word: 'APPLE',
    motif: 'apple',
    colours: ['lime', 'white', 'mint'],
    containers: ['gable', 'brick', 'glass'],
  },
  {
    id: 'grape-juice',
    zh: '葡萄汁',
    en: 'grape juice',
    word: 'GRAPE',
    motif: 'grape',
    colours: ['lilac', 'purple', 'white'],
    containers: ['brick', 'glass'],
  },
  {
    id: 'peach-tea',
    zh: '蜜桃茶',
    en: 'peach tea',
    word: 'PEACH',
    motif: 'peach',
    colours: ['pink', 'cream', 'orange'],
    containers: ['bottle', 'brick'],
  },
  {
    id: 'green-tea',
    zh: '绿茶',
    en: 'green tea',
    word: 'TEA',
    motif: 'leaf',
    colours: ['mint', 'green', 'lime'],
    containers: ['bottle', 'brick'],
  },
  {
    id: 'black-tea',
    zh: '红茶',
    en: 'black tea',
    word: 'TEA',
    motif: 'tea',
    colours: ['rust', 'camel', 'brown'],
    containers: ['bottle', 'glass'],
  },
  {
    id: 'water',
    zh: '矿泉水',
    en: 'mineral water',
    word: 'WATER',
    motif: 'wave',
    colours: ['sky', 'mint', 'white'],
    containers: ['bottle', 'glass'],
  },
  {
    id: 'plain-yoghurt',
    zh: '原味酸奶',
    en: 'plain yoghurt',
    word: 'YOGI',
    motif: 'cow',
    colours: ['white', 'sky', 'cream'],
    containers: ['cup'],
  },
  {
    id: 'berry-yoghurt',
    zh: '蓝莓酸奶',
    en: 'blueberry yoghurt',
    word: 'BERRY',
    motif: 'berry',
    colours: ['lilac', 'white', 'pink'],
    containers: ['cup', 'gable'],
  },
  {
    id: 'peach-yoghurt',
    zh: '黄桃酸奶',
    en: 'peach yoghurt',
    word: 'PEACH',
    motif: 'peach',
    colours: ['cream', 'yellow', 'white'],
    containers: ['cup'],
  },
];

const CONTAINERS: Readonly<
  Record<Container, LocalText & { draw(cut: PackCut, wide: number): ReturnType<typeof cup> }>
> = {
  gable: { zh: '屋顶盒', en: 'carton', draw: (cut, wide) => gableCarton({ ...cut, wide, height: 190 }) },
  brick: {
    zh: '利乐砖',
    en: 'brick carton',
    draw: (cut, wide) => brickCarton({ ...cut, wide, straw: wide > 90, height: wide > 90 ? 140 : 180 }),
  },
  bottle: { zh: '瓶装', en: 'bottle', draw: (cut) => bottle(cut) },
  glass: { zh: '玻璃瓶', en: 'glass bottle', draw: (cut) => bottle({ ...cut, glass: true, slim: true, height: 240 }) },
  cup: { zh: '杯装', en: 'cup', draw: (cut, wide) => cup({ ...cut, tall: wide > 90 }) },
};

const BRANDS = ['MORI', 'NOVA', 'SUNLI', 'ALPA'] as const;
const BANDS = ['low', 'diagonal', 'top', 'oval'] as const;
const brandName = (brand: string) => brand[0] + brand.slice(1).toLowerCase();

function styleOf(drink: Drink, container: Container, brandIndex: number): Style {
  const brand = BRANDS[brandIndex] ?? 'MORI';
  const pack = CONTAINERS[container];
  const isFood = drink.id.endsWith('yoghurt');
  return {
    id: `${drink.id}-${container}-${brand.toLowerCase()}`,
    label: null,
    kind: 'product',
    category: isFood ? 6 : 8,
    zh: `${brandName(brand)} ${drink.zh}（${pack.zh}）`,
    en: `${brandName(brand)} ${drink.en} (${pack.en})`,
    price: [4, 26],
    count: 1,
    fabrics: ['plain'],
    colours: drink.colours,
    wear: 'none',
    draw: (v) =>
      pack.draw(
        { brand, word: drink.word, motif: drink.motif, band: BANDS[(brandIndex + v.index(2)) % 4] ?? 'low' },
        v.range(80, 98),
      ),
  };
}

export const GROCERIES: readonly Style[] = DRINKS.flatMap((drink, d) =>
  drink.containers.flatMap((container, c) =>
    [0, 1].map((i) => styleOf(drink, container, (d + c + i * 2) % BRANDS.length)),
  ),
);
