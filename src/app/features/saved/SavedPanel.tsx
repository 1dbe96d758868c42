import { useState } from 'react';
import { usePage, useSaved } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import { Kept } from '#app/ui/Kept.tsx';
import { Select } from '#app/ui/Select.tsx';
import { EventsSwitch } from './EventsSwitch.tsx';
import { PricesNote } from './PricesNote.tsx';
import { sorted } from './price-now.ts';
import styles from './SavedPanel.module.css';
import { SavedRow } from './SavedRow.tsx';
import { Undo } from './Undo.tsx';
import { YourData } from './YourData.tsx';

/** Side by side on a phone; more would not be read. */
const COMPARED_MAX = 4;
const SORTS = ['newest', 'price'] as const;

interface SavedPanelProps {
  /** Ids to compare. */
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
  readonly onCompare: () => void;
}

/** The saved products: prices then and now, sorted, deleted, chosen for comparison. */
export default function SavedPanel({ chosen, onChoose, onCompare }: SavedPanelProps) {
  const { words } = usePage();
  const { products, deleted, now } = useSaved();
  const [sort, setSort] = useState<(typeof SORTS)[number]>('newest');
  const here = chosen.filter((id) => products.some((saved) => saved.id === id));
  const toggle = (id: string) => onChoose(here.includes(id) ? here.filter((one) => one !== id) : [...here, id]);
  return (
    <div className={styles.panel} data-testid="saved-list">
      <div className={styles.top}>
        <Kept>{words.historyStays}</Kept>
        {products.length > 1 && (
          <Select
            label={words.sortBy}
            value={sort}
            options={SORTS.map((name) => [name, words.savedSorts[name]])}
            onChoose={setSort}
          />
        )}
      </div>
      <PricesNote />
      {products.length === 0 && <p>{words.savedEmpty}</p>}
      <ul className={styles.list} aria-label={words.saved}>
        {sorted(products, now, sort).map((saved) => (
          <SavedRow
            key={saved.id}
            saved={saved}
            chosen={here.includes(saved.id)}
            full={here.length >= COMPARED_MAX}
            onToggle={() => toggle(saved.id)}
          />
        ))}
      </ul>
      {(products.length > 1 || deleted.length > 0) && (
        <div className={styles.bar}>
          <Undo />
          {products.length > 1 && <Compare count={here.length} onCompare={onCompare} />}
        </div>
      )}
      <YourData open={products.length === 0} />
      <EventsSwitch />
    </div>
  );
}

interface CompareProps {
  readonly count: number;
  readonly onCompare: () => void;
}

function Compare({ count, onCompare }: CompareProps) {
  const { words } = usePage();
  if (count < 2) return <p className={styles.hint}>{words.compareHint}</p>;
  return (
    <Button look="primary" data-testid="compare" onClick={onCompare}>
      {words.compareChosen(count)}
    </Button>
  );
}
