import { useEffect, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { fetchPicture } from '#app/services/picture-address.ts';
import { Icon } from '#app/ui/Icon.tsx';
import styles from './DropAnywhere.module.css';
import { draggedIn, markOwnPicture, mayBePicture } from './dragged.ts';

/**
 * Takes pictures dropped or pasted anywhere on the page, also those of its own results, and shows, while one hovers, that it
 * will be taken.
 */
export function DropAnywhere() {
  const { words, flow, tray } = usePage();
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const take = (data: DataTransfer | null) => {
      const dragged = draggedIn(data);
      if ('files' in dragged) return void tray.add(dragged.files);
      fetchPicture(dragged.address, location.href).then(
        // A product does not take the place of the photo it was found with.
        (picture) => tray.add([picture], { beside: true }),
        (thrown: unknown) => flow.reject(thrown),
      );
    };
    const over = (event: DragEvent) => {
      if (!mayBePicture(event.dataTransfer)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setHovering(false);
    const drop = (event: DragEvent) => {
      setHovering(false);
      if (!mayBePicture(event.dataTransfer)) return;
      event.preventDefault();
      take(event.dataTransfer);
    };
    document.addEventListener('dragstart', markOwnPicture, { signal });
    document.addEventListener('dragover', over, { signal });
    document.addEventListener('dragleave', leave, { signal });
    document.addEventListener('dragend', () => setHovering(false), { signal });
    document.addEventListener('drop', drop, { signal });
    document.addEventListener('paste', (event) => pasted(event) && take(event.clipboardData), { signal });
    return () => stop.abort();
  }, [flow, tray]);
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

/** A pasted address is meant for a field; a pasted file can only be a picture. */
const pasted = ({ clipboardData }: ClipboardEvent) => (clipboardData?.files.length ?? 0) > 0;
