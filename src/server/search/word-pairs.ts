/**
 * Words for colours and stuffs, so that either language finds titles in the other: a shop often writes one only. Names of
 * things come from the taxonomy. Each line is one meaning, in lower case; a single Chinese sign stands only where it
 * rarely means anything else in a title.
 */
const MEANINGS = [
  ['red', '红色', '红'],
  ['burgundy', '酒红'],
  ['pink', '粉色', '粉红'],
  ['orange', '橙色', '橘色'],
  ['yellow', '黄色'],
  ['green', '绿色', '绿'],
  ['blue', '蓝色', '蓝'],
  ['navy', '藏青', '藏蓝', '深蓝'],
  ['purple', '紫色', '紫'],
  ['brown', '棕色', '褐色', '咖啡色'],
  ['khaki', '卡其'],
  ['camel', '驼色'],
  ['beige', '米色', '杏色'],
  ['white', '白色', '白'],
  ['black', '黑色', '黑'],
  ['grey', 'gray', '灰色', '灰'],
  ['gold', 'golden', '金色'],
  ['silver', '银色'],
  ['denim', '牛仔'],
  ['leather', '皮革', '真皮'],
  ['cotton', '棉'],
  ['linen', '亚麻'],
  ['wool', '羊毛'],
  ['silk', '真丝', '丝绸'],
  ['cashmere', '羊绒'],
  ['velvet', '丝绒', '天鹅绒'],
  ['corduroy', '灯芯绒'],
  ['knit', 'knitted', '针织'],
  ['lace', '蕾丝'],
  ['wood', 'wooden', '木'],
  ['striped', 'stripe', '条纹'],
  ['plaid', 'checked', 'checkered', '格子', '格纹'],
  ['floral', '碎花', '印花'],
] as const;

const byWord = new Map<string, readonly string[]>(
  MEANINGS.flatMap((meaning) => meaning.map((word) => [word, meaning])),
);

/** The word, and words of the same meaning in both languages. */
export function sameMeaning(word: string): readonly string[] {
  return byWord.get(word) ?? [word];
}
