import type { LocalText } from '#core/product.ts';

export type Language = keyof LocalText;

/** The first of the browser's languages the page speaks; English when it speaks none of them. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** BCP 47 tag for `lang` attributes and Intl. */
export function languageTag(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}
