/** Which of the detector's kinds a product can be, from what its feed says. */
import { CATEGORY_OF_KIND, CATEGORY_OTHER } from '#core/taxonomy.ts';
import { KINDS, type Kind } from '#core/vision-api.ts';

/** Fine labels of each kind, as training has them (`training/labels.py`). */
const LABELS: Readonly<Partial<Record<Kind, string>>> = {
  top: 'blouse body bodysuit hoodie jumper longsleeve polo shirt sweater sweatshirt t-shirt top undershirt',
  outerwear: 'blazer cape cardigan coat jacket outwear suit vest',
  dress: 'dress romper',
  pants: 'jeans leggings pants',
  shorts: 'shorts',
  skirt: 'skirt',
  shoes: 'boots clogs flats heels loafers pumps sandals shoes sneakers wedges',
  bag: 'bag purse wallet',
  hat: 'hat',
  eyewear: 'glasses sunglasses',
  belt: 'belt',
  scarf: 'scarf',
  jewelry: 'bracelet earrings necklace ring watch',
};

const KIND_OF_LABEL = new Map(
  Object.entries(LABELS).flatMap(([kind, labels]) => labels.split(' ').map((label) => [label, kind as Kind] as const)),
);

/**
 * The kinds that fit: one where the label says it, those of the category where only that is known. None for what cannot be
 * worn and where the feed says nothing: the whole picture is the product then.
 */
export function kindsOf({ label, category }: { label: string | null; category: number | null }): readonly Kind[] {
  const kind = label === null ? undefined : KIND_OF_LABEL.get(label);
  if (kind) return [kind];
  if (category === null || category === CATEGORY_OTHER) return [];
  return KINDS.filter((each) => CATEGORY_OF_KIND[each] === category);
}
