/** What things are, in a sentence each: a file a language, fetched when the first is shown and precached for flight mode. */
import type { Language } from './language.ts';

export type Descriptions = typeof import('#core/descriptions/en.ts');

const FILES: Readonly<Record<Language, () => Promise<Descriptions>>> = {
  en: () => import('#core/descriptions/en.ts'),
  zh: () => import('#core/descriptions/zh.ts'),
};
const loading = new Map<Language, Promise<Descriptions>>();

/** The same promise each time, until it fails: then the next call tries again. */
export function loadDescriptions(language: Language): Promise<Descriptions> {
  const known = loading.get(language);
  if (known) return known;
  const fresh = FILES[language]();
  loading.set(language, fresh);
  fresh.catch(() => loading.delete(language));
  return fresh;
}
