import { usePage } from '#app/page.tsx';
import { formatDay } from '#app/services/format.ts';
import type { PackOrigin } from '#app/services/packs/types.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { useOnline } from '#app/use-online.ts';
import styles from './PackNote.module.css';

/** Says that the travel pack answered; the shop may be asked instead once there is a network. */
export function PackNote({ origin }: { readonly origin: PackOrigin }) {
  const { words, language, flow } = usePage();
  const online = useOnline();
  return (
    <div className={styles.note} data-testid="pack-note">
      <Icon name="suitcase" size={20} />
      <p>{words.packOrigin(formatDay(origin.asOf, language))}</p>
      {online && <Button onClick={() => void flow.retry()}>{words.packAskShop}</Button>}
    </div>
  );
}
