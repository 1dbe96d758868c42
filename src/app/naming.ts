/** What things are called, in the user's language. */
import { categoryById, categoryOfLabel, fineLabel, isCategory, KIND_NAMES } from '#core/taxonomy.ts';
import type { Description } from '#core/vision-api.ts';
import type { Target } from './flow.ts';
import type { Language } from './services/language.ts';
import type { Words } from './services/words.ts';

const RUNNERS_UP = 3;
/** Scores are calibrated: below this a name is more likely wrong than right. */
const SURE = 0.5;

export function targetName({ kind, box }: Target, language: Language, words: Words): string {
  if (kind) return KIND_NAMES[kind][language];
  return box ? words.ownArea : words.wholePhoto;
}

export function categoryName(id: number, language: Language): string {
  return isCategory(id) ? categoryById(id)[language] : String(id);
}

export function labelName(slug: string, language: Language): string {
  return fineLabel(slug)?.[language] ?? slug.replaceAll('-', ' ');
}

export interface DescribedNames {
  readonly name: string;
  /** What else it might be, likeliest first. */
  readonly others: readonly string[];
  /** The name is a guess. */
  readonly unsure: boolean;
}

/** The name of what was described is a guess. */
export function isUnsure(description: Description): boolean {
  return namedLabel(description).score < SURE;
}

/** The best label that does not contradict the category; none: the category's name has to do, and is sure. */
function namedLabel({ category, label, labels }: Description): {
  readonly slug: string | undefined;
  readonly score: number;
} {
  const slug = [label, ...labels.map(({ label }) => label)].find((one) => categoryOfLabel(one) === category);
  return { slug, score: labels.find(({ label }) => label === slug)?.score ?? 1 };
}

/** Best name of what was described. It never contradicts the category, and is the category's where no label fits that. */
export function describedNames(description: Description, language: Language): DescribedNames {
  const slugs = [description.label, ...description.labels.map(({ label }) => label)];
  const { slug: fitting } = namedLabel(description);
  const name = fitting ? labelName(fitting, language) : categoryName(description.category, language);
  const others = new Set(slugs.map((slug) => labelName(slug, language)));
  others.delete(name);
  return { name, others: [...others].slice(0, RUNNERS_UP), unsure: isUnsure(description) };
}
