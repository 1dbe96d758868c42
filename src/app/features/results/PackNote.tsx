import { usePage } from '#app/page.tsx';
import { formatDay } from '#app/services/format.ts';
import type { PackOrigin } from '#app/services/packs/types.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { useOnline } from '#app/use-online.ts';
import styles from './PackNote.module.css';

interface PackNoteProps {
  readonly origin: PackOrigin;
  /** The shopper added words, which a pack does not look at. */
  readonly wordsIgnored: boolean;
}

/** Says that the travel pack answered; the shop may be asked instead once there is a network. */
export function PackNote({ origin, wordsIgnored }: PackNoteProps) {
  const { words, language, flow } = usePage();
  const online = useOnline();
  return (
    <div className={styles.note} data-testid="pack-note">
      <Icon name="suitcase" size={20} />
      <p>
        {words.packOrigin(formatDay(origin.asOf, language))} {wordsIgnored && words.packIgnoresWords}
      </p>
      {online && <Button onClick={() => void flow.retry()}>{words.packAskShop}</Button>}
    </div>
  );
}
