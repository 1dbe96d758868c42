/**
 * Values of attributes that mean the same wherever they are sold, in the shopper's language: colours, materials, patterns, and the
 * lists that Google Merchant closes. Whatever else a shop wrote stays as it is: a word that is not known is never guessed.
 */
import type { LocalText } from '#core/product.ts';
import { attributeName, plainAttribute } from './attribute-names.ts';
import type { Language } from './language.ts';

interface Value extends LocalText {
  readonly written: readonly string[];
}

const value = (zh: string, en: string, ...written: string[]): Value => ({ zh, en, written });

const COLOURS = [
  value('白色', 'White', '白'),
  value('米白色', 'Cream', 'off white', 'ivory', '米白'),
  value('米色', 'Beige'),
  value('卡其色', 'Khaki', '卡其'),
  value('驼色', 'Camel'),
  value('棕色', 'Brown', '棕', '褐色', '咖啡色'),
  value('黑色', 'Black', '黑'),
  value('灰色', 'Grey', 'gray', '灰'),
  value('红色', 'Red', '红'),
  value('酒红色', 'Burgundy', '酒红'),
  value('橙色', 'Orange', '橘色', '橙'),
  value('姜黄色', 'Mustard', '姜黄'),
  value('黄色', 'Yellow', '黄'),
  value('绿色', 'Green', '绿'),
  value('军绿色', 'Olive', 'olive green', '橄榄绿', '军绿'),
  value('墨绿色', 'Dark green', 'forest', 'forest green', '墨绿', '深绿色'),
  value('浅绿色', 'Light green', '浅绿'),
  value('薄荷绿', 'Mint', 'mint green'),
  value('青色', 'Teal'),
  value('蓝色', 'Blue', '蓝'),
  value('浅蓝色', 'Light blue', 'sky', 'sky blue', '浅蓝', '天蓝色'),
  value('藏青色', 'Navy', 'navy blue', 'dark blue', '藏青', '深蓝色'),
  value('紫色', 'Purple', '紫'),
  value('浅紫色', 'Lilac', 'lavender', '浅紫'),
  value('粉色', 'Pink', '粉', '粉红色'),
  value('玫红色', 'Fuchsia', '玫红'),
  value('银色', 'Silver'),
  value('金色', 'Gold', 'golden'),
  value('多色', 'Multicolour', 'multicolor', 'multi', 'multicoloured', 'multicolored', '彩色'),
  value('透明', 'Transparent', 'clear'),
];

const MATERIALS = [
  value('棉', 'Cotton', '纯棉', '棉质'),
  value('亚麻', 'Linen', '麻'),
  value('羊毛', 'Wool'),
  value('羊绒', 'Cashmere'),
  value('真丝', 'Silk', '丝绸', '桑蚕丝'),
  value('皮革', 'Leather', '真皮'),
  value('人造革', 'Imitation leather', 'faux leather', 'artificial leather', 'pu leather', '仿皮'),
  value('麂皮', 'Suede'),
  value('牛仔布', 'Denim', '牛仔'),
  value('聚酯纤维', 'Polyester', '涤纶'),
  value('锦纶', 'Nylon', 'polyamide', '尼龙'),
  value('氨纶', 'Elastane', 'spandex', 'lycra'),
  value('腈纶', 'Acrylic', '亚克力纤维'),
  value('粘胶纤维', 'Viscose', 'rayon'),
  value('绒布', 'Velvet', '天鹅绒'),
  value('针织', 'Knit', 'knitted'),
  value('灯芯绒', 'Corduroy'),
  value('帆布', 'Canvas'),
  value('橡胶', 'Rubber'),
  value('塑料', 'Plastic'),
  value('玻璃', 'Glass'),
  value('陶瓷', 'Ceramic', 'ceramics'),
  value('木', 'Wood', 'wooden', '木质'),
  value('不锈钢', 'Stainless steel'),
];

const PATTERNS = [
  value('纯色', 'Plain', 'solid', 'solid colour', 'solid color'),
  value('条纹', 'Striped', 'stripes', 'stripe'),
  value('格纹', 'Checked', 'plaid', 'check', 'tartan', '格子'),
  value('竖条纹', 'Pinstriped', 'pinstripe', 'pinstripes', '细条纹'),
  value('方格', 'Gingham'),
  value('千鸟格', 'Houndstooth'),
  value('人字纹', 'Herringbone'),
  value('波点', 'Polka dot', 'polka dots', 'dotted', 'dots', '圆点'),
  value('碎花', 'Floral', 'flowers', 'flower', '花卉'),
  value('迷彩', 'Camouflage', 'camo'),
  value('豹纹', 'Leopard', 'leopard print'),
];

/** By the English name of the attribute: orange is a colour here and a flavour there. */
const VALUES: Readonly<Record<string, readonly Value[]>> = {
  Colour: COLOURS,
  Material: MATERIALS,
  Fabric: [...MATERIALS, ...PATTERNS],
  Pattern: PATTERNS,
  Gender: [
    value('男', 'Men', 'male', 'man', '男士'),
    value('女', 'Women', 'female', 'woman', '女士'),
    value('男女通用', 'Unisex', '中性'),
  ],
  'Age group': [
    value('新生儿', 'Newborn'),
    value('婴儿', 'Infant'),
    value('幼儿', 'Toddler'),
    value('儿童', 'Children', 'kids', 'kid'),
    value('成人', 'Adults', 'adult'),
  ],
  Condition: [
    value('全新', 'New', '新'),
    value('翻新', 'Refurbished', '官翻'),
    value('二手', 'Used', 'second hand', '旧'),
  ],
  Season: [
    value('春季', 'Spring', '春'),
    value('夏季', 'Summer', '夏'),
    value('秋季', 'Autumn', 'fall', '秋'),
    value('冬季', 'Winter', '冬'),
  ],
};

const BY_WRITTEN = new Map(
  Object.entries(VALUES).map(([name, values]) => [
    name,
    new Map(values.flatMap((each) => [each.zh, each.en, ...each.written].map((text) => [plainAttribute(text), each]))),
  ]),
);

/** Several in one, as in "80% cotton, 20% silk" or "red/white": a share, and what it is of. */
const BETWEEN = /\s*([/,，、;；])\s*/;
const COMMA: Readonly<Record<Language, string>> = { zh: '、', en: ', ' };
const CHINESE = /\p{Script=Han}/u;
const SHARE = /^(?:(\d+(?:\.\d+)?)\s*%\s*)?(.*)$/s;

/** A value in the shopper's language where it is in the other and all of it is known, else as the shop wrote it. */
export function attributeValue(name: string, written: string, language: Language): string {
  const known = BY_WRITTEN.get(attributeName(name, 'en'));
  if (!known || CHINESE.test(written) === (language === 'zh')) return written;
  const parts = written.trim().split(BETWEEN);
  const told = parts.map((part, at) => {
    if (at % 2 === 0) return oneOf(known, part, language);
    return part === '/' ? part : COMMA[language];
  });
  return told.some((part) => part === null) ? written : told.join('');
}

function oneOf(known: ReadonlyMap<string, Value>, part: string, language: Language): string | null {
  const [, share, text = ''] = SHARE.exec(part) ?? [];
  const found = known.get(plainAttribute(text));
  if (!found) return null;
  return share === undefined ? found[language] : `${share}% ${found[language]}`;
}
