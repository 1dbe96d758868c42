import { type ReactNode, useState } from 'react';
import type { SearchState } from '#app/flow.ts';
import { categoryName } from '#app/naming.ts';
import { useBarcodes, useFlow, usePage, useShopEvents, useTraffic } from '#app/page.tsx';
import { queryOf } from '#app/search-query.ts';
import { gtinsUrl } from '#app/services/products-client.ts';
import { searchUrl } from '#app/services/search-client.ts';
import { Button } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { encodeVector, VECTOR_HEADER_BYTES } from '#core/vector.ts';
import { FlightDemo } from './FlightDemo.tsx';
import styles from './SentSheet.module.css';
import { VectorBars } from './VectorBars.tsx';

interface SentSheetProps {
  readonly search: SearchState;
  readonly onClose: () => void;
}

/** Exactly what left, field by field, what stayed, and the way to try it without a network. */
export function SentSheet({ search, onClose }: SentSheetProps) {
  const { words } = usePage();
  const [trying, setTrying] = useState(false);
  const back = trying ? { label: words.back, onBack: () => setTrying(false) } : undefined;
  const title = trying ? words.tryTitle : words.sentTitle;
  return (
    <Dialog title={title} closeLabel={words.close} onClose={onClose} back={back}>
      {trying ? <FlightDemo /> : <Sent search={search} onTry={() => setTrying(true)} />}
    </Dialog>
  );
}

interface SentProps {
  readonly search: SearchState;
  readonly onTry: () => void;
}

function Sent({ search, onTry }: SentProps) {
  const { words } = usePage();
  const { photo } = useFlow();
  return (
    <div className={styles.sheet} data-testid="sent-sheet">
      <dl className={styles.fields}>
        <SentSearch search={search} />
        <SentBarcodes />
        <Field name={words.sentAnywayField}>{words.sentAnyway}</Field>
        <SentEvents />
        <Requests />
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
      <Button icon="offline" data-testid="try-offline" onClick={onTry}>
        {words.tryIt}
      </Button>
    </div>
  );
}

/** The 144 bytes of the last search and its address; nothing where none was sent. */
function SentSearch({ search }: { readonly search: SearchState }) {
  const { words, language } = usePage();
  const { description, categories, sort, bytesSent } = search;
  if (!description || bytesSent === 0) return null;
  const bytes = encodeVector({ modelKey: description.modelKey, components: description.vector });
  const wanted = categories.map((id) => categoryName(id, language)).join(', ') || words.all;
  return (
    <>
      <Field name={words.sentNumbersField}>
        <VectorBars vector={description.vector} />
        {words.sentNumbers}
      </Field>
      <Field name={words.sentHeaderField}>
        <code>{hex(bytes.subarray(0, VECTOR_HEADER_BYTES))}</code>
        {words.sentHeader}
      </Field>
      <Field name={words.sentQueryField}>
        <code>POST {searchUrl(queryOf(search, 0))}</code>
        {words.sentQuery(wanted, words.sorts[sort], search.words)}
      </Field>
    </>
  );
}

function SentEvents() {
  const { words } = usePage();
  const { on, sent } = useShopEvents();
  return (
    <Field name={words.sentEventsField}>
      <span data-testid="sent-events">{on || sent > 0 ? words.sentEvents(sent) : words.sentEventsOff}</span>
    </Field>
  );
}

/** Counted while one looks. */
function Requests() {
  const { words } = usePage();
  const traffic = useTraffic();
  return (
    <Field name={words.requestsField}>
      <span data-testid="requests" data-all={traffic.all} data-foreign={traffic.foreign}>
        {words.requests(traffic)}
      </span>{' '}
      {words.requestsHint}
    </Field>
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
