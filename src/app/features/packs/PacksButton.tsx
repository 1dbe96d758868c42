import { usePacks, usePage } from '#app/page.tsx';
import { formatMegabytes } from '#app/services/format.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import styles from './PacksButton.module.css';

interface PacksButtonProps {
  /** A line of text below the main things, or a button beside others. */
  readonly look: 'link' | 'button';
  readonly onOpen: () => void;
}

/** The way to travel packs; tells how far a download is. */
export function PacksButton({ look, onOpen }: PacksButtonProps) {
  const { words, packs } = usePage();
  const { transfer } = usePacks();
  const open = () => {
    void packs.open();
    onOpen();
  };
  const handle = { 'data-testid': 'open-packs', 'aria-haspopup': 'dialog', onClick: open } as const;
  if (look === 'button') {
    return (
      <Button icon="suitcase" {...handle}>
        {words.packs}
      </Button>
    );
  }
  const running = transfer?.stage === 'running';
  const progress = () =>
    words.packProgress(formatMegabytes(transfer?.loaded ?? 0), formatMegabytes(transfer?.total ?? 0));
  return (
    <button type="button" className={styles.link} {...handle}>
      <Icon name="suitcase" size={20} />
      {running ? `${words.packs}: ${progress()}` : words.packsLink}
    </button>
  );
}
