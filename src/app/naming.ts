/** What things are called, in the user's language. */
import { categoryById, categoryOfLabel, fineLabel, isCategory, KIND_NAMES } from '#core/taxonomy.ts';
import type { Description } from '#core/vision-api.ts';
import type { Target } from './flow.ts';
import type { Language } from './services/language.ts';
import type { Words } from './services/words.ts';

const RUNNERS_UP = 3;
/** A name this unlikely is not worth offering. */
const LEAST_CHANCE = 0.03;
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

export interface RunnerUp {
  readonly label: string;
  readonly name: string;
}

export interface DescribedNames {
  readonly name: string;
  /** What else it might be, likeliest first. */
  readonly others: readonly RunnerUp[];
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

/** Fine label that names what was described; undefined where the category's name has to do. */
export function namedSlug(description: Description, correction: string | null): string | undefined {
  return correction ?? namedLabel(description).slug;
}

/**
 * Best name of what was described. It never contradicts the category, and is the category's where no label fits that.
 * correction: the label the shopper knows better.
 */
export function describedNames(
  description: Description,
  language: Language,
  correction: string | null = null,
): DescribedNames {
  const { label, labels, category } = description;
  const named = namedSlug(description, correction);
  const name = named ? labelName(named, language) : categoryName(category, language);
  const likely = labels.filter(({ score }) => score >= LEAST_CHANCE);
  const others = new Map<string, RunnerUp>();
  for (const slug of [label, ...likely.map((entry) => entry.label)]) {
    const other = labelName(slug, language);
    if (other !== name && !others.has(other)) others.set(other, { label: slug, name: other });
  }
  return {
    name,
    others: [...others.values()].slice(0, RUNNERS_UP),
    unsure: correction === null && isUnsure(description),
  };
}
