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

/**
 * Best name of what was described. It never contradicts the category, and is the category's where no label fits that.
 * correction: the label the shopper knows better.
 */
export function describedNames(
  { label, labels, category }: Description,
  language: Language,
  correction: string | null = null,
): DescribedNames {
  const slugs = [label, ...labels.map((entry) => entry.label)];
  const scoreOf = (slug: string) => labels.find((entry) => entry.label === slug)?.score;
  const fitting = correction ?? slugs.find((slug) => categoryOfLabel(slug) === category);
  const name = fitting ? labelName(fitting, language) : categoryName(category, language);
  const others = new Map<string, RunnerUp>();
  for (const slug of slugs) {
    const other = labelName(slug, language);
    const likely = slug === label || (scoreOf(slug) ?? 0) >= LEAST_CHANCE;
    if (likely && other !== name && !others.has(other)) others.set(other, { label: slug, name: other });
  }
  const unsure = correction === null && fitting !== undefined && (scoreOf(fitting) ?? 1) < SURE;
  return { name, others: [...others.values()].slice(0, RUNNERS_UP), unsure };
}
