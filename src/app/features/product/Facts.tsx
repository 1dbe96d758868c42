import { categoryName, labelName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { attributeName } from '#app/services/attribute-names.ts';
import { attributeValue } from '#app/services/attribute-values.ts';
import type { Product } from '#core/product.ts';
import styles from './Facts.module.css';

/** The small facts a shop tells. */
export function Facts({ product }: { readonly product: Product }) {
  const { words, language } = usePage();
  const facts: (readonly [string, string])[] = [[words.category, categoryName(product.category, language)]];
  if (product.label) facts.push([words.fineLabel, labelName(product.label, language)]);
  if (product.availability === 'in_stock') facts.push([words.availability, words.availabilities.in_stock]);
  for (const [name, value] of Object.entries(product.attributes)) {
    facts.push([attributeName(name, language), attributeValue(name, value, language)]);
  }
  return (
    <section className={styles.section}>
      <h4 className={styles.heading}>{words.facts}</h4>
      <dl className={styles.facts}>
        {facts.map(([name, value], place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a shop may write one name in two ways; the list never changes
          <div key={place}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
