import type { CSSProperties } from 'react';
import { useFlow, useModels, usePage } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import { BoxButton } from './BoxButton.tsx';
import { dotHeights } from './dots.ts';
import styles from './PhotoStage.module.css';
import { place } from './place.ts';
import { inReadingOrder, layers } from './reading-order.ts';

/** The photo, full of things that can be tapped. */
export function PhotoStage() {
  const { words, flow } = usePage();
  const { photo, stage, targets, selected } = useFlow();
  const models = useModels();
  if (!photo) return null;
  const busy = stage === 'preparing' || stage === 'detecting';
  const loading = stage === 'preparing' && models.stage !== 'ready';
  const items = inReadingOrder(targets, photo.height);
  const layer = layers(targets);
  const dots = dotHeights(targets, photo);
  const chosen = targets[selected]?.box;
  return (
    <section className={styles.stage} aria-label={words.photoAlt} aria-busy={busy}>
      <img className={styles.backdrop} src={photo.url} alt="" />
      <div className={styles.frame} style={{ '--ratio': photo.width / photo.height } as CSSProperties}>
        <img src={photo.url} alt={words.photoAlt} width={photo.width} height={photo.height} />
        {chosen && <div className={styles.spotlight} style={place(chosen, photo)} />}
        {items.map(({ target, index }, row) => (
          <BoxButton
            key={index}
            target={target}
            photo={photo}
            number={row + 1}
            count={items.length}
            layer={layer[index] ?? 1}
            dot={dots[index] ?? 0.5}
            chosen={index === selected}
            onChoose={() => void flow.select(index)}
          />
        ))}
        {busy && <div className={styles.scan} />}
      </div>
      {busy && (
        <div className={styles.status}>
          <span>{loading ? words.preparing : words.looking}</span>
          <Button look="quiet" onClick={() => flow.close()}>
            {words.cancel}
          </Button>
        </div>
      )}
    </section>
  );
}
