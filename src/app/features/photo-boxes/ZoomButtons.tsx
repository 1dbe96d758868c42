import { usePage } from '#app/page.tsx';
import { IconButton } from '#app/ui/Button.tsx';
import styles from './ZoomButtons.module.css';
import type { ZoomControl } from './zoom-gestures.ts';

/** For a mouse: larger and smaller. For everyone, while the photo is zoomed: back to all of it. */
export function ZoomButtons({ zoomed, control }: { readonly zoomed: boolean; readonly control: ZoomControl }) {
  const { words } = usePage();
  return (
    <div className={styles.buttons}>
      <IconButton className={styles.mouse ?? ''} icon="zoomIn" label={words.zoomIn} onClick={control.stepIn} />
      {zoomed && (
        <>
          <IconButton className={styles.mouse ?? ''} icon="zoomOut" label={words.zoomOut} onClick={control.stepOut} />
          <IconButton icon="fit" label={words.zoomReset} data-testid="zoom-reset" onClick={control.reset} />
        </>
      )}
    </div>
  );
}
