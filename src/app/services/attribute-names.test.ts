import { expect, test } from 'vitest';
import { attributeName } from './attribute-names.ts';

test.each([
  ['color', 'Colour', '颜色'],
  ['Colour', 'Colour', '颜色'],
  ['age_group', 'Age group', '年龄段'],
  ['Shipping-Weight', 'Weight', '重量'],
  ['材质', 'Material', '材质'],
  ['净含量', 'Weight', '重量'],
  [' brand ', 'Brand', '品牌'],
])('%j is %s and %s', (written, en, zh) => {
  expect([attributeName(written, 'en'), attributeName(written, 'zh')]).toEqual([en, zh]);
});

test.each(['Drop test', 'constructor', '适配机型', ''])('%j stays as the shop wrote it', (written) => {
  expect([attributeName(written, 'en'), attributeName(written, 'zh')]).toEqual([written, written]);
});
