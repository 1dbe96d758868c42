import { useIsSaved, usePage } from '#app/page.tsx';
import { IconButton } from '#app/ui/Button.tsx';
import type { Product } from '#core/product.ts';
import styles from './SaveToggle.module.css';

interface SaveToggleProps {
  readonly product: Product;
  readonly picture: string;
}

/** The heart on a picture. Filled: the product is saved. */
export function SaveToggle({ product, picture }: SaveToggleProps) {
  const { words, language, saved } = usePage();
  return (
    <IconButton
      icon="heart"
      label={words.saveProduct(product.title[language])}
      className={styles.toggle ?? ''}
      aria-pressed={useIsSaved(product.id)}
      data-testid="save-toggle"
      onClick={() => void saved.toggle(product, picture)}
    />
  );
}
