/** Names of attributes that many shops write, in the shopper's language; others stay as the shop wrote them. */
import type { LocalText } from '#core/product.ts';
import type { Language } from './language.ts';

/** Each name, and how feeds write it: Google Merchant's attributes, everyday English, and Chinese. */
const NAMES: readonly (LocalText & { readonly written: readonly string[] })[] = [
  { zh: '颜色', en: 'Colour', written: ['color', 'colours', 'colors', '颜色分类', '色彩'] },
  { zh: '尺码', en: 'Size', written: ['sizes', '尺寸', '大小'] },
  { zh: '材质', en: 'Material', written: ['materials', '材料', '质地'] },
  { zh: '面料', en: 'Fabric', written: ['fabrics', 'textile', '布料'] },
  { zh: '品牌', en: 'Brand', written: ['manufacturer', '牌子'] },
  { zh: '图案', en: 'Pattern', written: ['print', '花纹', '花型'] },
  { zh: '性别', en: 'Gender', written: ['sex', '适用性别'] },
  { zh: '年龄段', en: 'Age group', written: ['age', '适用年龄'] },
  { zh: '重量', en: 'Weight', written: ['shipping weight', 'product weight', 'net weight', '净重', '净含量'] },
  { zh: '容量', en: 'Volume', written: ['capacity', 'content', 'net content', '体积'] },
  { zh: '长度', en: 'Length', written: ['product length', '长', '衣长'] },
  { zh: '宽度', en: 'Width', written: ['product width', '宽'] },
  { zh: '高度', en: 'Height', written: ['product height', '高'] },
  { zh: '款式', en: 'Style', written: ['styles', '风格'] },
  { zh: '型号', en: 'Model', written: ['mpn', 'model number', '货号'] },
  { zh: '成色', en: 'Condition', written: ['新旧程度'] },
  { zh: '季节', en: 'Season', written: ['seasons', '适用季节'] },
  { zh: '产地', en: 'Made in', written: ['origin', 'country of origin', 'country', '原产地'] },
  { zh: '口味', en: 'Flavour', written: ['flavor', 'taste', '味道'] },
  { zh: '配料', en: 'Ingredients', written: ['ingredient', '成分', '配料表'] },
  { zh: '脂肪含量', en: 'Fat', written: ['fat content', '脂肪'] },
  { zh: '版型', en: 'Fit', written: ['cut', '剪裁'] },
  { zh: '领型', en: 'Neckline', written: ['collar', 'neck', '领子'] },
  { zh: '袖长', en: 'Sleeve', written: ['sleeves', 'sleeve length', '袖子'] },
  { zh: '鞋跟', en: 'Heel', written: ['heel height', '跟高'] },
  { zh: '件数', en: 'Pieces', written: ['multipack', 'quantity', 'pack size', '数量'] },
  { zh: '护理', en: 'Care', written: ['care instructions', 'washing', '洗涤说明'] },
  { zh: '形状', en: 'Shape', written: ['form', '外形'] },
];

/** One spelling for what sellers write in different ways: age_group, Age-Group and "age group". */
export function plainAttribute(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}

const BY_WRITTEN = new Map(
  NAMES.flatMap((name) =>
    [name.en, name.zh, ...name.written].map((written) => [plainAttribute(written), name] as const),
  ),
);

/** Name of an attribute in the shopper's language, or as the shop wrote it. */
export function attributeName(written: string, language: Language): string {
  return BY_WRITTEN.get(plainAttribute(written))?.[language] ?? written;
}
