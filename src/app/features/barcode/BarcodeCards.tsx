import { type BarcodesState, waitsForNetwork } from '#app/barcodes.ts';
import { useBarcodes, usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { formatDay } from '#app/services/format.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import type { Barcode } from '#core/barcode.ts';
import styles from './BarcodeCards.module.css';
import { ExactProduct } from './ExactProduct.tsx';
import { productsOf } from './products-of.ts';

/** Offers of one number that are listed; its page lists all of them. */
const LISTED_MOST = 3;

/** The item numbers in the photo, each with the products that carry it: no guess, but the very thing. */
export function BarcodeCards() {
  const state = useBarcodes();
  return (
    <div className={styles.cards}>
      {state.barcodes.map((barcode) => (
        <BarcodeCard key={barcode.gtin} barcode={barcode} state={state} />
      ))}
    </div>
  );
}

function BarcodeCard({ barcode, state }: { readonly barcode: Barcode; readonly state: BarcodesState }) {
  const { words, language } = usePage();
  const products = productsOf(barcode, state);
  const pack = state.answer?.pack;
  return (
    <section className={styles.card} data-testid="barcode" data-gtin={barcode.gtin} data-stage={state.stage}>
      <h3 className={styles.number}>
        <Icon name="barcode" size={20} />
        {words.barcode(barcode.digits)}
      </h3>
      {state.stage === 'asking' && <Skeleton width="60%" />}
      {state.stage === 'failed' && <Failed state={state} />}
      {state.stage === 'done' && products.length === 0 && (
        <p className={styles.quiet}>{pack ? words.barcodeNotPacked : words.barcodeNotSold}</p>
      )}
      {waitsForNetwork(state) && products.length === 0 && <p className={styles.quiet}>{words.barcodeWaits}</p>}
      {products.length > 0 && (
        <ul className={styles.products}>
          {products.slice(0, LISTED_MOST).map((found) => (
            <ExactProduct key={found.product.id} found={found} />
          ))}
        </ul>
      )}
      {products.length > 0 && pack && (
        <p className={styles.quiet}>{words.packOrigin(formatDay(pack.asOf, language))}</p>
      )}
    </section>
  );
}

function Failed({ state: { error } }: { readonly state: BarcodesState }) {
  const { words, language, barcodes } = usePage();
  if (!error) return null;
  return (
    <div className={styles.failed} data-code={error.code}>
      <p className={styles.quiet}>{errorWords(error.code, language)}</p>
      {error.retryable && <Button onClick={barcodes.retry}>{words.retry}</Button>}
    </div>
  );
}
