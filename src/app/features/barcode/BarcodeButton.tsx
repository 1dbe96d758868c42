import { useState } from 'react';
import { type BarcodesState, waitsForNetwork } from '#app/barcodes.ts';
import { useBarcodes, usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { priceText } from '#app/services/format.ts';
import type { Language } from '#app/services/language.ts';
import type { Words } from '#app/services/words.ts';
import { Announcer } from '#app/ui/Announcer.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import type { Barcode } from '#core/barcode.ts';
import type { ProductResponse } from '#core/search-protocol.ts';
import styles from './BarcodeButton.module.css';
import { BarcodeCards } from './BarcodeCards.tsx';
import { productsOf } from './products-of.ts';

/**
 * Says that there are item numbers in the photo and what is sold under them, in a line as high as a chip: one that comes late moves
 * no product. A tap leads to the one product, or shows all that is known.
 */
export function BarcodeButton() {
  const { words, language, products } = usePage();
  const state = useBarcodes();
  const [open, setOpen] = useState(false);
  const [first] = state.barcodes;
  const only = onlyProduct(state);
  const told = first && summary(first, state, words, language);
  return (
    <>
      <Announcer text={announced(state, words, language)} />
      {told && (
        <button
          type="button"
          className={styles.button}
          aria-haspopup="dialog"
          data-testid="barcode-found"
          data-stage={state.stage}
          data-product-id={only?.product.id}
          onClick={() => (only ? products.open(only) : setOpen(true))}
        >
          <Icon name="barcode" />
          <span className={styles.text}>
            <strong>{told.title}</strong>
            <span className={styles.detail}>{told.detail}</span>
          </span>
          <span className={styles.chevron}>
            <Icon name="chevron" size={20} />
          </span>
        </button>
      )}
      {open && told && (
        <Dialog title={words.barcodes} closeLabel={words.close} onClose={() => setOpen(false)}>
          <BarcodeCards />
        </Dialog>
      )}
    </>
  );
}

/** The product, where the shop has one and nothing else is to be told. */
function onlyProduct({ barcodes, answer }: BarcodesState): ProductResponse | undefined {
  return barcodes.length === 1 && answer?.products.length === 1 && !answer.pack ? answer.products[0] : undefined;
}

/** Two short lines: the very product and its price, or the number and what is known of it. */
function summary(barcode: Barcode, state: BarcodesState, words: Words, language: Language) {
  const [product] = productsOf(barcode, state);
  const number = words.barcode(barcode.digits);
  if (product) {
    const { title, price } = product.product;
    return { title: title[language], detail: `${priceText(price, words, language)} · ${number}` };
  }
  return { title: number, detail: progress(state, words, language) };
}

function progress(state: BarcodesState, words: Words, language: Language): string {
  if (waitsForNetwork(state)) return words.barcodeWaits;
  if (state.stage === 'failed' && state.error) return errorWords(state.error.code, language);
  return state.stage === 'done' ? words.barcodeNotSold : words.searching;
}

function announced(state: BarcodesState, words: Words, language: Language): string {
  if (state.stage !== 'done' && state.stage !== 'failed') return '';
  return state.barcodes
    .map((barcode) => {
      const [first] = productsOf(barcode, state);
      return `${words.barcode(barcode.digits)}: ${first?.product.title[language] ?? progress(state, words, language)}`;
    })
    .join(' ');
}
