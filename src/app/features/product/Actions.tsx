import { useState } from 'react';
import { useIsSaved, usePage } from '#app/page.tsx';
import type { ProductPage } from '#app/product-pages.ts';
import { productAddress } from '#app/services/arrivals.ts';
import { type ShareOutcome, shareLink } from '#app/services/share-link.ts';
import { Button, ButtonLink } from '#app/ui/Button.tsx';
import styles from './Actions.module.css';

/** What can be done with a product. */
export function Actions({ page: { product, picture } }: { readonly page: ProductPage }) {
  const { words, language, saved } = usePage();
  const [outcome, setOutcome] = useState<ShareOutcome | null>(null);
  const share = async () => {
    setOutcome(null);
    const url = product.pageUrl ?? productAddress(product.id);
    setOutcome(await shareLink({ title: product.title[language], url }));
  };
  return (
    <>
      <div className={styles.actions}>
        <Button
          icon="heart"
          className={styles.save ?? ''}
          aria-pressed={useIsSaved(product.id)}
          data-testid="save-product"
          onClick={() => void saved.toggle(product, picture)}
        >
          {words.save}
        </Button>
        <Button icon="share" data-testid="share-product" onClick={() => void share()}>
          {words.share}
        </Button>
        {product.pageUrl && (
          <ButtonLink
            icon="out"
            look="primary"
            className={styles.shop ?? ''}
            href={product.pageUrl}
            data-testid="go-to-shop"
          >
            {words.goToShop}
          </ButtonLink>
        )}
      </div>
      <p className={styles.outcome} role="status">
        {outcome === 'copied' && words.linkCopied}
        {outcome === 'failed' && words.linkNotCopied}
      </p>
    </>
  );
}
