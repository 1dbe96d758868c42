import { type CSSProperties, useState } from 'react';
import { isOwnArea } from '#app/flow.ts';
import { useFlow, useModels, usePage } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import type { Box } from '#core/boxes.ts';
import { AreaHandles } from './AreaHandles.tsx';
import { BoxButton } from './BoxButton.tsx';
import { dotHeights } from './dots.ts';
import styles from './PhotoStage.module.css';
import { place } from './place.ts';
import { inReadingOrder, layers } from './reading-order.ts';
import { useDraw } from './use-draw.ts';

/** The photo, full of things that can be tapped. */
export function PhotoStage() {
  const { words, flow, tray } = usePage();
  const { photo, stage, targets, selected } = useFlow();
  const models = useModels();
  const [preview, setPreview] = useState<Box | null>(null);
  const [drawn, setDrawn] = useState<Box | null>(null);
  const draw = useDraw(photo, setDrawn, (box) => void flow.drawArea(box));
  if (!photo) return null;
  const busy = stage === 'preparing' || stage === 'detecting';
  const loading = stage === 'preparing' && models.stage !== 'ready';
  const shown = targets.map((target, index) => (preview && index === selected ? { ...target, box: preview } : target));
  const items = inReadingOrder(shown, photo.height);
  const layer = layers(shown);
  const dots = dotHeights(shown, photo);
  const chosen = shown[selected];
  const lit = drawn ?? chosen?.box;
  return (
    <section className={styles.stage} aria-label={words.photoAlt} aria-busy={busy}>
      <img className={styles.backdrop} src={photo.url} alt="" />
      <div className={styles.frame} style={{ '--ratio': photo.width / photo.height } as CSSProperties} data-frame>
        <div className={styles.picture} {...(stage === 'found' ? draw : {})}>
          <img src={photo.url} alt={words.photoAlt} width={photo.width} height={photo.height} draggable={false} />
          {lit && (
            <div className={`${styles.spotlight} ${preview || drawn ? styles.moving : ''}`} style={place(lit, photo)} />
          )}
          {busy && <div className={styles.scan} />}
        </div>
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
        {chosen?.box && !drawn && (
          <AreaHandles
            key={selected}
            box={chosen.box}
            photo={photo}
            movable={isOwnArea(targets[selected] ?? chosen)}
            onPreview={setPreview}
            onReshape={(box) => void flow.reshape(selected, box)}
          />
        )}
      </div>
      {busy && (
        <div className={styles.status}>
          <span>{loading ? words.preparing : words.looking}</span>
          <Button look="quiet" onClick={tray.leave}>
            {words.cancel}
          </Button>
        </div>
      )}
    </section>
  );
}
