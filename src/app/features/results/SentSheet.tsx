import type { ReactNode } from 'react';
import type { SearchState } from '#app/flow.ts';
import { queryOf } from '#app/flow-controller.ts';
import { categoryName } from '#app/naming.ts';
import { useBarcodes, useFlow, usePage } from '#app/page.tsx';
import { gtinsUrl } from '#app/services/products-client.ts';
import { searchUrl } from '#app/services/search-client.ts';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { encodeVector, VECTOR_HEADER_BYTES } from '#core/vector.ts';
import styles from './SentSheet.module.css';
import { VectorBars } from './VectorBars.tsx';

interface SentSheetProps {
  readonly search: SearchState;
  readonly onClose: () => void;
}

/** Exactly what a search sent, field by field, and what stayed. */
export function SentSheet({ search, onClose }: SentSheetProps) {
  const { words, language } = usePage();
  const { photo } = useFlow();
  const { description, categories, sort } = search;
  if (!description) return null;
  const query = queryOf(search, 0);
  const bytes = encodeVector({ modelKey: description.modelKey, components: description.vector });
  const wanted = categories.map((id) => categoryName(id, language)).join(', ') || words.all;
  return (
    <Dialog title={words.sentTitle} closeLabel={words.close} onClose={onClose}>
      <div className={styles.sheet} data-testid="sent-sheet">
        <dl className={styles.fields}>
          <Field name={words.sentNumbersField}>
            <VectorBars vector={description.vector} />
            {words.sentNumbers}
          </Field>
          <Field name={words.sentHeaderField}>
            <code>{hex(bytes.subarray(0, VECTOR_HEADER_BYTES))}</code>
            {words.sentHeader}
          </Field>
          <Field name={words.sentQueryField}>
            <code>POST {searchUrl(query)}</code>
            {words.sentQuery(wanted, words.sorts[sort], search.words)}
          </Field>
          <SentBarcodes />
          <Field name={words.sentAnywayField}>{words.sentAnyway}</Field>
        </dl>
        <section className={styles.stayed}>
          <h3>
            <Icon name="lock" size={20} />
            {words.stayedTitle}
          </h3>
          <ul>
            {words.stayed(photo ? `${photo.width} × ${photo.height}` : '').map((thing) => (
              <li key={thing}>{thing}</li>
            ))}
          </ul>
          <p>{words.sentNot}</p>
        </section>
        <p className={styles.try}>
          <Icon name="offline" size={20} />
          {words.tryFlightMode}
        </p>
      </div>
    </Dialog>
  );
}

/** The second request, if barcodes were looked up in the shop. */
function SentBarcodes() {
  const { words } = usePage();
  const { barcodes, sent } = useBarcodes();
  if (!sent) return null;
  const gtins = barcodes.map(({ gtin }) => gtin);
  return (
    <Field name={words.sentBarcodeField}>
      <code data-testid="sent-barcode">GET {gtinsUrl(gtins)}</code>
      {words.sentBarcode(gtins, gtins.join('').length)}
    </Field>
  );
}

function Field({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
