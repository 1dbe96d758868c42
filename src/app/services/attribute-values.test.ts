import { expect, test } from 'vitest';
import { attributeValue } from './attribute-values.ts';

test.each([
  ['color', 'brown', 'brown', '棕色'],
  ['颜色分类', '藏青', 'Navy', '藏青'],
  ['Colour', 'red/white', 'red/white', '红色/白色'],
  ['material', '80% cotton, 20% silk', '80% cotton, 20% silk', '80% 棉、20% 真丝'],
  ['材质', '80%棉、20%羊毛', '80% Cotton, 20% Wool', '80%棉、20%羊毛'],
  ['fabric', 'polka-dot', 'polka-dot', '波点'],
  ['gender', 'female', 'female', '女'],
  ['age_group', 'kids', 'kids', '儿童'],
  ['condition', 'refurbished', 'refurbished', '翻新'],
])('%s %j is %j and %j', (name, written, en, zh) => {
  expect([attributeValue(name, written, 'en'), attributeValue(name, written, 'zh')]).toEqual([en, zh]);
});

test.each([
  ['flavour', 'orange'],
  ['color', 'midnight haze'],
  ['color', 'red/midnight haze'],
  ['color', ''],
  ['color', 'constructor'],
  ['size', 'M'],
  ['style', 'suit-trousers'],
])('%s %j stays as the shop wrote it', (name, written) => {
  expect([attributeValue(name, written, 'en'), attributeValue(name, written, 'zh')]).toEqual([written, written]);
});
