import { useEffect, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { filesFrom } from '#app/services/photo-input.ts';
import { Icon } from '#app/ui/Icon.tsx';
import styles from './DropAnywhere.module.css';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes pictures dropped or pasted anywhere on the page and shows, while one hovers, that it will be taken. */
export function DropAnywhere() {
  const { words, tray } = usePage();
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const take = (data: DataTransfer | null) => void tray.add(filesFrom(data));
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setHovering(false);
    const drop = (event: DragEvent) => {
      setHovering(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      take(event.dataTransfer);
    };
    document.addEventListener('dragover', over, { signal });
    document.addEventListener('dragleave', leave, { signal });
    document.addEventListener('drop', drop, { signal });
    document.addEventListener('paste', (event) => take(event.clipboardData), { signal });
    return () => stop.abort();
  }, [tray]);
  if (!hovering) return null;
  return (
    <div className={styles.target}>
      <p>
        <Icon name="photo" size={40} />
        {words.dropHere}
      </p>
    </div>
  );
}
