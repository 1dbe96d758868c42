import type { ReactNode } from 'react';
import { categoryName } from '#app/naming.ts';
import { sizeOf } from '#app/packs-state.ts';
import { usePage } from '#app/page.tsx';
import { formatDay } from '#app/services/format.ts';
import type { KeptPack } from '#app/services/packs/types.ts';
import { IconButton } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import type { OfferedPack } from '#core/search-protocol.ts';
import styles from './Rows.module.css';
import { packSize } from './sizes.ts';

interface CheckRowProps {
  readonly checked: boolean;
  readonly onChange: () => void;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A box to tick with its words, all of which can be tapped. */
export function CheckRow({ checked, onChange, testId, children }: CheckRowProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={onChange} data-testid={testId} />
      <span className={styles.text}>{children}</span>
    </label>
  );
}

interface OfferRowProps {
  readonly pack: OfferedPack;
  readonly pictures: boolean;
  readonly checked: boolean;
  readonly onChange: () => void;
}

/** A category that can be taken along. */
export function OfferRow({ pack, pictures, checked, onChange }: OfferRowProps) {
  const { words, language } = usePage();
  const { bytes, exact } = sizeOf(pack, pictures);
  return (
    <li>
      <CheckRow checked={checked} onChange={onChange} testId={`pack-offer-${pack.category}`}>
        <strong>{categoryName(pack.category, language)}</strong>
        <span className={styles.facts}>
          {words.packProducts(pack.products)} · {packSize(bytes, exact, words)}
        </span>
      </CheckRow>
    </li>
  );
}

/** A category that is on this device. */
export function KeptRow({ pack }: { readonly pack: KeptPack }) {
  const { words, language, packs } = usePage();
  const { category, products, bytes, pictureBytes, asOf } = pack;
  const name = categoryName(category, language);
  return (
    <li className={styles.kept} data-testid={`pack-kept-${category}`}>
      <Icon name="check" size={20} />
      <span className={styles.text}>
        <strong>{name}</strong>
        <span className={styles.facts}>{words.packKept(formatDay(asOf, language))}</span>
        <span className={styles.facts}>
          {words.packProducts(products)} · {packSize(bytes + pictureBytes, true, words)}
        </span>
      </span>
      <IconButton
        icon="trash"
        label={words.packDelete(name)}
        data-testid={`pack-delete-${category}`}
        onClick={() => void packs.remove(category)}
      />
    </li>
  );
}
