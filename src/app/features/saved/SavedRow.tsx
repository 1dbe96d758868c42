import { Stock } from '#app/cards/Stock.tsx';
import { usePage, useSaved } from '#app/page.tsx';
import { picturePath } from '#app/services/products-client.ts';
import type { SavedProduct } from '#app/services/saved-store.ts';
import { IconButton } from '#app/ui/Button.tsx';
import { ListRow } from '#app/ui/ListRow.tsx';
import { SavedPicture } from './SavedPicture.tsx';
import { SavedPrice } from './SavedPrice.tsx';
import styles from './SavedRow.module.css';

/** Pixels: a side of the picture. */
const SIDE = 88;

interface SavedRowProps {
  readonly saved: SavedProduct;
  /** For comparison. */
  readonly chosen: boolean;
  /** No further one can be chosen. */
  readonly full: boolean;
  readonly onToggle: () => void;
}

export function SavedRow({ saved, chosen, full, onToggle }: SavedRowProps) {
  const page = usePage();
  const { words, language } = page;
  const answer = useSaved().now.get(saved.id);
  const { id, thumbnail } = saved;
  const title = saved.product.title[language];
  const open = () =>
    page.products.open({ ...(answer ?? { product: saved.product, picture: picturePath(id) }), thumbnail });
  return (
    <ListRow
      data-testid="saved-product"
      data-product-id={id}
      open={{ 'aria-haspopup': 'dialog', onClick: open }}
      size={SIDE}
      picture={<SavedPicture saved={saved} side={SIDE} />}
      tools={
        <div className={styles.tools}>
          <IconButton
            icon="trash"
            label={words.removeSaved(title)}
            data-testid="remove-saved"
            onClick={() => void page.saved.remove([id])}
          />
          <label className={styles.choose} title={words.compareThis(title)}>
            <input
              type="checkbox"
              aria-label={words.compareThis(title)}
              checked={chosen}
              disabled={full && !chosen}
              onChange={onToggle}
            />
            <span aria-hidden="true">{words.compare}</span>
          </label>
        </div>
      }
    >
      <span className={styles.title}>{title}</span>
      <SavedPrice saved={saved} answer={answer} />
      {answer && <Stock product={answer.product} />}
    </ListRow>
  );
}
