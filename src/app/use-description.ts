import { useEffect, useState } from 'react';
import { categoryOfLabel } from '#core/taxonomy.ts';
import type { Description } from '#core/vision-api.ts';
import { namedSlug } from './naming.ts';
import { usePage } from './page.tsx';
import { type Descriptions, loadDescriptions } from './services/descriptions.ts';

export interface WhatItIs {
  /** Taxonomy category id. */
  readonly category: number;
  /** One sentence; null while it is fetched, empty when it cannot be. */
  readonly text: string | null;
}

/** What the described thing is, in the shopper's language. correction: the label the shopper knows better. */
export function useDescription(described: Description, correction: string | null = null): WhatItIs {
  const { language } = usePage();
  const [texts, setTexts] = useState<Descriptions | 'none' | null>(null);
  useEffect(() => {
    let left = false;
    loadDescriptions(language).then(
      (loaded) => left || setTexts(loaded),
      () => left || setTexts('none'),
    );
    return () => {
      left = true;
    };
  }, [language]);
  const slug = namedSlug(described, correction);
  const category = slug === undefined ? described.category : categoryOfLabel(slug);
  return { category, text: textOf(texts, slug, category) };
}

function textOf(texts: Descriptions | 'none' | null, slug: string | undefined, category: number): string | null {
  if (texts === null) return null;
  if (texts === 'none') return '';
  return (slug === undefined ? undefined : texts.DESCRIPTIONS[slug]) ?? texts.CATEGORY_DESCRIPTIONS[category] ?? '';
}
