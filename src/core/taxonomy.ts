/**
 * The taxonomy: Pailitao's 14 categories with their public ids (Alibaba Cloud Image Search, "category prediction"), and
 * below each the fine labels the embedder knows. Slugs are the data sets' own names in kebab-case.
 */
import { TongkuanError } from './errors.ts';
import type { LocalText } from './product.ts';
import type { Kind } from './vision-api.ts';

export interface Category extends LocalText {
  readonly id: number;
}

export interface FineLabel extends LocalText {
  readonly slug: string;
  /** Category id. */
  readonly category: number;
  /** Slug of a coarser class, where the data set has one. */
  readonly coarse?: string;
}

export const CATEGORY_OTHER = 88888888;

export const CATEGORIES: readonly Category[] = [
  { id: 0, zh: '上衣', en: 'Tops' },
  { id: 1, zh: '裙装', en: 'Dresses' },
  { id: 2, zh: '下装', en: 'Bottoms' },
  { id: 3, zh: '包', en: 'Bags' },
  { id: 4, zh: '鞋', en: 'Shoes' },
  { id: 5, zh: '配饰', en: 'Accessories' },
  { id: 6, zh: '零食食品', en: 'Snacks & food' },
  { id: 7, zh: '美妆', en: 'Beauty' },
  { id: 8, zh: '瓶装饮料', en: 'Bottled & carton drinks' },
  { id: 9, zh: '家具', en: 'Furniture' },
  { id: 20, zh: '玩具', en: 'Toys' },
  { id: 21, zh: '内衣', en: 'Underwear' },
  { id: 22, zh: '数码', en: 'Digital' },
  { id: CATEGORY_OTHER, zh: '其他', en: 'Other' },
];

/** Category of each detector class. "product" is a thing of any kind: its category comes from the embedder. */
export const CATEGORY_OF_KIND: Readonly<Record<Kind, number>> = {
  top: 0,
  outerwear: 0,
  dress: 1,
  pants: 2,
  shorts: 2,
  skirt: 2,
  shoes: 4,
  bag: 3,
  hat: 5,
  eyewear: 5,
  belt: 5,
  scarf: 5,
  jewelry: 5,
  product: CATEGORY_OTHER,
};

/** Names of the detector's classes for people. */
export const KIND_NAMES: Readonly<Record<Kind, LocalText>> = {
  top: { zh: '上衣', en: 'Top' },
  outerwear: { zh: '外套', en: 'Outerwear' },
  dress: { zh: '连衣裙', en: 'Dress' },
  pants: { zh: '长裤', en: 'Pants' },
  shorts: { zh: '短裤', en: 'Shorts' },
  skirt: { zh: '半身裙', en: 'Skirt' },
  shoes: { zh: '鞋', en: 'Shoes' },
  bag: { zh: '包', en: 'Bag' },
  hat: { zh: '帽子', en: 'Hat' },
  eyewear: { zh: '眼镜', en: 'Eyewear' },
  belt: { zh: '腰带', en: 'Belt' },
  scarf: { zh: '围巾', en: 'Scarf' },
  jewelry: { zh: '首饰', en: 'Jewelry' },
  product: { zh: '商品', en: 'Product' },
};

export const FINE_LABELS: readonly FineLabel[] = [
  // fashion: single garments and what is seen on the street
  { slug: 'blazer', category: 0, zh: '西装外套', en: 'Blazer' },
  { slug: 'blouse', category: 0, zh: '女式衬衫', en: 'Blouse' },
  { slug: 'body', category: 21, zh: '连体衣', en: 'Body' },
  { slug: 'dress', category: 1, zh: '连衣裙', en: 'Dress' },
  { slug: 'hat', category: 5, zh: '帽子', en: 'Hat' },
  { slug: 'hoodie', category: 0, zh: '连帽衫', en: 'Hoodie' },
  { slug: 'longsleeve', category: 0, zh: '长袖上衣', en: 'Long-sleeved top' },
  { slug: 'outwear', category: 0, zh: '外套', en: 'Outerwear' },
  { slug: 'pants', category: 2, zh: '长裤', en: 'Pants' },
  { slug: 'polo', category: 0, zh: 'Polo 衫', en: 'Polo shirt' },
  { slug: 'shirt', category: 0, zh: '衬衫', en: 'Shirt' },
  { slug: 'shoes', category: 4, zh: '鞋', en: 'Shoes' },
  { slug: 'shorts', category: 2, zh: '短裤', en: 'Shorts' },
  { slug: 'skirt', category: 2, zh: '半身裙', en: 'Skirt' },
  { slug: 't-shirt', category: 0, zh: 'T 恤', en: 'T-shirt' },
  { slug: 'top', category: 0, zh: '上衣', en: 'Top' },
  { slug: 'undershirt', category: 21, zh: '背心内衣', en: 'Undershirt' },
  { slug: 'accessories', category: 5, zh: '配饰', en: 'Accessories' },
  { slug: 'bag', category: 3, zh: '包', en: 'Bag' },
  { slug: 'belt', category: 5, zh: '腰带', en: 'Belt' },
  { slug: 'bodysuit', category: 0, zh: '连体上衣', en: 'Bodysuit' },
  { slug: 'boots', category: 4, zh: '靴子', en: 'Boots' },
  { slug: 'bra', category: 21, zh: '文胸', en: 'Bra' },
  { slug: 'bracelet', category: 5, zh: '手链', en: 'Bracelet' },
  { slug: 'cape', category: 0, zh: '斗篷', en: 'Cape' },
  { slug: 'cardigan', category: 0, zh: '开衫', en: 'Cardigan' },
  { slug: 'clogs', category: 4, zh: '木底鞋', en: 'Clogs' },
  { slug: 'coat', category: 0, zh: '大衣', en: 'Coat' },
  { slug: 'earrings', category: 5, zh: '耳环', en: 'Earrings' },
  { slug: 'flats', category: 4, zh: '平底鞋', en: 'Flats' },
  { slug: 'glasses', category: 5, zh: '眼镜', en: 'Glasses' },
  { slug: 'gloves', category: 5, zh: '手套', en: 'Gloves' },
  { slug: 'heels', category: 4, zh: '高跟鞋', en: 'Heels' },
  { slug: 'intimate', category: 21, zh: '贴身衣物', en: 'Intimates' },
  { slug: 'jacket', category: 0, zh: '夹克', en: 'Jacket' },
  { slug: 'jeans', category: 2, zh: '牛仔裤', en: 'Jeans' },
  { slug: 'jumper', category: 0, zh: '套头衫', en: 'Jumper' },
  { slug: 'leggings', category: 2, zh: '打底裤', en: 'Leggings' },
  { slug: 'loafers', category: 4, zh: '乐福鞋', en: 'Loafers' },
  { slug: 'necklace', category: 5, zh: '项链', en: 'Necklace' },
  { slug: 'panties', category: 21, zh: '内裤', en: 'Panties' },
  { slug: 'pumps', category: 4, zh: '浅口鞋', en: 'Pumps' },
  { slug: 'purse', category: 3, zh: '手包', en: 'Purse' },
  { slug: 'ring', category: 5, zh: '戒指', en: 'Ring' },
  { slug: 'romper', category: 1, zh: '连身裤', en: 'Romper' },
  { slug: 'sandals', category: 4, zh: '凉鞋', en: 'Sandals' },
  { slug: 'scarf', category: 5, zh: '围巾', en: 'Scarf' },
  { slug: 'sneakers', category: 4, zh: '运动鞋', en: 'Sneakers' },
  { slug: 'socks', category: 21, zh: '袜子', en: 'Socks' },
  { slug: 'stockings', category: 21, zh: '长筒袜', en: 'Stockings' },
  { slug: 'suit', category: 0, zh: '套装', en: 'Suit' },
  { slug: 'sunglasses', category: 5, zh: '太阳镜', en: 'Sunglasses' },
  { slug: 'sweater', category: 0, zh: '毛衣', en: 'Sweater' },
  { slug: 'sweatshirt', category: 0, zh: '卫衣', en: 'Sweatshirt' },
  { slug: 'swimwear', category: 21, zh: '泳装', en: 'Swimwear' },
  { slug: 'tie', category: 5, zh: '领带', en: 'Tie' },
  { slug: 'tights', category: 21, zh: '连裤袜', en: 'Tights' },
  { slug: 'vest', category: 0, zh: '马甲', en: 'Vest' },
  { slug: 'wallet', category: 3, zh: '钱包', en: 'Wallet' },
  { slug: 'watch', category: 5, zh: '手表', en: 'Watch' },
  { slug: 'wedges', category: 4, zh: '坡跟鞋', en: 'Wedges' },
  // grocery; `coarse` is the data set's own coarser class
  { slug: 'golden-delicious', category: 6, zh: '金冠苹果', en: 'Golden Delicious', coarse: 'apple' },
  { slug: 'granny-smith', category: 6, zh: '澳洲青苹', en: 'Granny Smith', coarse: 'apple' },
  { slug: 'pink-lady', category: 6, zh: '粉红佳人苹果', en: 'Pink Lady', coarse: 'apple' },
  { slug: 'red-delicious', category: 6, zh: '蛇果', en: 'Red Delicious', coarse: 'apple' },
  { slug: 'royal-gala', category: 6, zh: '嘎啦苹果', en: 'Royal Gala', coarse: 'apple' },
  { slug: 'avocado', category: 6, zh: '牛油果', en: 'Avocado', coarse: 'avocado' },
  { slug: 'banana', category: 6, zh: '香蕉', en: 'Banana', coarse: 'banana' },
  { slug: 'kiwi', category: 6, zh: '猕猴桃', en: 'Kiwi', coarse: 'kiwi' },
  { slug: 'lemon', category: 6, zh: '柠檬', en: 'Lemon', coarse: 'lemon' },
  { slug: 'lime', category: 6, zh: '青柠', en: 'Lime', coarse: 'lime' },
  { slug: 'mango', category: 6, zh: '芒果', en: 'Mango', coarse: 'mango' },
  { slug: 'cantaloupe', category: 6, zh: '哈密瓜', en: 'Cantaloupe', coarse: 'melon' },
  { slug: 'galia-melon', category: 6, zh: '加利亚甜瓜', en: 'Galia Melon', coarse: 'melon' },
  { slug: 'honeydew-melon', category: 6, zh: '白兰瓜', en: 'Honeydew Melon', coarse: 'melon' },
  { slug: 'watermelon', category: 6, zh: '西瓜', en: 'Watermelon', coarse: 'melon' },
  { slug: 'nectarine', category: 6, zh: '油桃', en: 'Nectarine', coarse: 'nectarine' },
  { slug: 'orange', category: 6, zh: '橙子', en: 'Orange', coarse: 'orange' },
  { slug: 'papaya', category: 6, zh: '木瓜', en: 'Papaya', coarse: 'papaya' },
  { slug: 'passion-fruit', category: 6, zh: '百香果', en: 'Passion Fruit', coarse: 'passion-fruit' },
  { slug: 'peach', category: 6, zh: '桃子', en: 'Peach', coarse: 'peach' },
  { slug: 'anjou', category: 6, zh: '安茹梨', en: 'Anjou', coarse: 'pear' },
  { slug: 'conference', category: 6, zh: '康佛伦斯梨', en: 'Conference', coarse: 'pear' },
  { slug: 'kaiser', category: 6, zh: '凯撒梨', en: 'Kaiser', coarse: 'pear' },
  { slug: 'pineapple', category: 6, zh: '菠萝', en: 'Pineapple', coarse: 'pineapple' },
  { slug: 'plum', category: 6, zh: '李子', en: 'Plum', coarse: 'plum' },
  { slug: 'pomegranate', category: 6, zh: '石榴', en: 'Pomegranate', coarse: 'pomegranate' },
  { slug: 'red-grapefruit', category: 6, zh: '红西柚', en: 'Red Grapefruit', coarse: 'red-grapefruit' },
  { slug: 'satsumas', category: 6, zh: '蜜橘', en: 'Satsumas', coarse: 'satsumas' },
  { slug: 'bravo-apple-juice', category: 8, zh: 'Bravo 苹果汁', en: 'Bravo Apple Juice', coarse: 'juice' },
  { slug: 'bravo-orange-juice', category: 8, zh: 'Bravo 橙汁', en: 'Bravo Orange Juice', coarse: 'juice' },
  {
    slug: 'god-morgon-apple-juice',
    category: 8,
    zh: 'God Morgon 苹果汁',
    en: 'God Morgon Apple Juice',
    coarse: 'juice',
  },
  {
    slug: 'god-morgon-orange-juice',
    category: 8,
    zh: 'God Morgon 橙汁',
    en: 'God Morgon Orange Juice',
    coarse: 'juice',
  },
  {
    slug: 'god-morgon-orange-red-grapefruit-juice',
    category: 8,
    zh: 'God Morgon 橙子红西柚汁',
    en: 'God Morgon Orange Red Grapefruit Juice',
    coarse: 'juice',
  },
  {
    slug: 'god-morgon-red-grapefruit-juice',
    category: 8,
    zh: 'God Morgon 红西柚汁',
    en: 'God Morgon Red Grapefruit Juice',
    coarse: 'juice',
  },
  { slug: 'tropicana-apple-juice', category: 8, zh: 'Tropicana 苹果汁', en: 'Tropicana Apple Juice', coarse: 'juice' },
  {
    slug: 'tropicana-golden-grapefruit',
    category: 8,
    zh: 'Tropicana 金西柚汁',
    en: 'Tropicana Golden Grapefruit',
    coarse: 'juice',
  },
  {
    slug: 'tropicana-juice-smooth',
    category: 8,
    zh: 'Tropicana 无果肉橙汁',
    en: 'Tropicana Juice Smooth',
    coarse: 'juice',
  },
  {
    slug: 'tropicana-mandarin-morning',
    category: 8,
    zh: 'Tropicana 柑橘汁',
    en: 'Tropicana Mandarin Morning',
    coarse: 'juice',
  },
  {
    slug: 'arla-ecological-medium-fat-milk',
    category: 8,
    zh: 'Arla 有机半脱脂牛奶',
    en: 'Arla Ecological Medium Fat Milk',
    coarse: 'milk',
  },
  {
    slug: 'arla-lactose-medium-fat-milk',
    category: 8,
    zh: 'Arla 低乳糖半脱脂牛奶',
    en: 'Arla Lactose Medium Fat Milk',
    coarse: 'milk',
  },
  { slug: 'arla-medium-fat-milk', category: 8, zh: 'Arla 半脱脂牛奶', en: 'Arla Medium Fat Milk', coarse: 'milk' },
  { slug: 'arla-standard-milk', category: 8, zh: 'Arla 全脂牛奶', en: 'Arla Standard Milk', coarse: 'milk' },
  {
    slug: 'garant-ecological-medium-fat-milk',
    category: 8,
    zh: 'Garant 有机半脱脂牛奶',
    en: 'Garant Ecological Medium Fat Milk',
    coarse: 'milk',
  },
  {
    slug: 'garant-ecological-standard-milk',
    category: 8,
    zh: 'Garant 有机全脂牛奶',
    en: 'Garant Ecological Standard Milk',
    coarse: 'milk',
  },
  {
    slug: 'oatly-natural-oatghurt',
    category: 6,
    zh: 'Oatly 原味燕麦酸奶',
    en: 'Oatly Natural Oatghurt',
    coarse: 'oatghurt',
  },
  { slug: 'oatly-oat-milk', category: 8, zh: 'Oatly 燕麦奶', en: 'Oatly Oat Milk', coarse: 'oat-milk' },
  {
    slug: 'arla-ecological-sour-cream',
    category: 6,
    zh: 'Arla 有机酸奶油',
    en: 'Arla Ecological Sour Cream',
    coarse: 'sour-cream',
  },
  { slug: 'arla-sour-cream', category: 6, zh: 'Arla 酸奶油', en: 'Arla Sour Cream', coarse: 'sour-cream' },
  { slug: 'arla-sour-milk', category: 8, zh: 'Arla 酸牛奶', en: 'Arla Sour Milk', coarse: 'sour-milk' },
  {
    slug: 'alpro-blueberry-soyghurt',
    category: 6,
    zh: 'Alpro 蓝莓豆乳酸奶',
    en: 'Alpro Blueberry Soyghurt',
    coarse: 'soyghurt',
  },
  {
    slug: 'alpro-vanilla-soyghurt',
    category: 6,
    zh: 'Alpro 香草豆乳酸奶',
    en: 'Alpro Vanilla Soyghurt',
    coarse: 'soyghurt',
  },
  { slug: 'alpro-fresh-soy-milk', category: 8, zh: 'Alpro 鲜豆奶', en: 'Alpro Fresh Soy Milk', coarse: 'soy-milk' },
  { slug: 'alpro-shelf-soy-milk', category: 8, zh: 'Alpro 常温豆奶', en: 'Alpro Shelf Soy Milk', coarse: 'soy-milk' },
  {
    slug: 'arla-mild-vanilla-yoghurt',
    category: 6,
    zh: 'Arla 香草酸奶',
    en: 'Arla Mild Vanilla Yoghurt',
    coarse: 'yoghurt',
  },
  {
    slug: 'arla-natural-mild-low-fat-yoghurt',
    category: 6,
    zh: 'Arla 原味低脂酸奶',
    en: 'Arla Natural Mild Low Fat Yoghurt',
    coarse: 'yoghurt',
  },
  { slug: 'arla-natural-yoghurt', category: 6, zh: 'Arla 原味酸奶', en: 'Arla Natural Yoghurt', coarse: 'yoghurt' },
  { slug: 'valio-vanilla-yoghurt', category: 6, zh: 'Valio 香草酸奶', en: 'Valio Vanilla Yoghurt', coarse: 'yoghurt' },
  {
    slug: 'yoggi-strawberry-yoghurt',
    category: 6,
    zh: 'Yoggi 草莓酸奶',
    en: 'Yoggi Strawberry Yoghurt',
    coarse: 'yoghurt',
  },
  { slug: 'yoggi-vanilla-yoghurt', category: 6, zh: 'Yoggi 香草酸奶', en: 'Yoggi Vanilla Yoghurt', coarse: 'yoghurt' },
  { slug: 'asparagus', category: 6, zh: '芦笋', en: 'Asparagus', coarse: 'asparagus' },
  { slug: 'aubergine', category: 6, zh: '茄子', en: 'Aubergine', coarse: 'aubergine' },
  { slug: 'cabbage', category: 6, zh: '卷心菜', en: 'Cabbage', coarse: 'cabbage' },
  { slug: 'carrots', category: 6, zh: '胡萝卜', en: 'Carrots', coarse: 'carrots' },
  { slug: 'cucumber', category: 6, zh: '黄瓜', en: 'Cucumber', coarse: 'cucumber' },
  { slug: 'garlic', category: 6, zh: '大蒜', en: 'Garlic', coarse: 'garlic' },
  { slug: 'ginger', category: 6, zh: '姜', en: 'Ginger', coarse: 'ginger' },
  { slug: 'leek', category: 6, zh: '韭葱', en: 'Leek', coarse: 'leek' },
  { slug: 'brown-cap-mushroom', category: 6, zh: '褐菇', en: 'Brown Cap Mushroom', coarse: 'mushroom' },
  { slug: 'yellow-onion', category: 6, zh: '洋葱', en: 'Yellow Onion', coarse: 'onion' },
  { slug: 'green-bell-pepper', category: 6, zh: '青椒', en: 'Green Bell Pepper', coarse: 'pepper' },
  { slug: 'orange-bell-pepper', category: 6, zh: '橙椒', en: 'Orange Bell Pepper', coarse: 'pepper' },
  { slug: 'red-bell-pepper', category: 6, zh: '红椒', en: 'Red Bell Pepper', coarse: 'pepper' },
  { slug: 'yellow-bell-pepper', category: 6, zh: '黄椒', en: 'Yellow Bell Pepper', coarse: 'pepper' },
  { slug: 'floury-potato', category: 6, zh: '粉质土豆', en: 'Floury Potato', coarse: 'potato' },
  { slug: 'solid-potato', category: 6, zh: '脆质土豆', en: 'Solid Potato', coarse: 'potato' },
  { slug: 'sweet-potato', category: 6, zh: '红薯', en: 'Sweet Potato', coarse: 'potato' },
  { slug: 'red-beet', category: 6, zh: '甜菜根', en: 'Red Beet', coarse: 'red-beet' },
  { slug: 'beef-tomato', category: 6, zh: '牛排番茄', en: 'Beef Tomato', coarse: 'tomato' },
  { slug: 'regular-tomato', category: 6, zh: '番茄', en: 'Regular Tomato', coarse: 'tomato' },
  { slug: 'vine-tomato', category: 6, zh: '串番茄', en: 'Vine Tomato', coarse: 'tomato' },
  { slug: 'zucchini', category: 6, zh: '西葫芦', en: 'Zucchini', coarse: 'zucchini' },
];

const categoriesById = new Map(CATEGORIES.map((category) => [category.id, category]));
const labelsBySlug = new Map(FINE_LABELS.map((label) => [label.slug, label]));

/** @throws CATEGORY_UNKNOWN */
export function categoryById(id: number): Category {
  const category = categoriesById.get(id);
  if (!category) throw new TongkuanError('CATEGORY_UNKNOWN', { category: id });
  return category;
}

export function isCategory(id: number): boolean {
  return categoriesById.has(id);
}

/** The fine label of a slug, or undefined for a slug the taxonomy does not hold. */
export function fineLabel(slug: string): FineLabel | undefined {
  return labelsBySlug.get(slug);
}

/** Category of a fine label; "other" for one the taxonomy does not hold. */
export function categoryOfLabel(slug: string): number {
  return labelsBySlug.get(slug)?.category ?? CATEGORY_OTHER;
}
