import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { isOwnArea } from '#app/flow.ts';
import { useFlow, useModels, usePage } from '#app/page.tsx';
import { place } from '#app/place.ts';
import { Button } from '#app/ui/Button.tsx';
import { useNamesApart } from '#app/ui/use-names-apart.ts';
import type { Box } from '#core/boxes.ts';
import { AreaHandles } from './AreaHandles.tsx';
import { BoxButton } from './BoxButton.tsx';
import { dotHeights } from './dots.ts';
import styles from './PhotoStage.module.css';
import { inReadingOrder, layers } from './reading-order.ts';
import { useDraw } from './use-draw.ts';
import { useZoom } from './use-zoom.ts';
import { ZoomButtons } from './ZoomButtons.tsx';
import type { Zoom } from './zoom.ts';

const percent = (part: number) => `${100 * part}%`;

/** The photo grows, not its outlines and handles: they keep the size of a finger. */
function zoomStyle({ scale, x, y }: Zoom): CSSProperties {
  return { left: percent(x), top: percent(y), width: percent(scale), height: percent(scale) };
}

/** The photo, full of things that can be tapped. Mount it anew for another photo. */
export function PhotoStage() {
  const { words, flow, tray } = usePage();
  const { photo, stage, targets, selected } = useFlow();
  const models = useModels();
  const [preview, setPreview] = useState<Box | null>(null);
  const [drawn, setDrawn] = useState<Box | null>(null);
  const section = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { zoom, control } = useZoom(section, frame);
  useNamesApart(frame);
  const zoomed = zoom.scale > 1;
  const draw = useDraw(photo, setDrawn, (box) => void flow.drawArea(box));
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen, wherever that was done
  useEffect(() => {
    const chosen = section.current?.querySelector('[data-box][aria-pressed="true"]');
    if (chosen) control.reveal(chosen);
  }, [selected, control]);
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
    <section
      ref={section}
      className={`${styles.stage} ${zoomed ? styles.zoomed : ''}`}
      aria-label={words.photoAlt}
      aria-busy={busy}
      onFocus={({ target }) => target.matches('[data-box]:focus-visible') && control.reveal(target)}
    >
      <img className={styles.backdrop} src={photo.url} alt="" />
      <div ref={frame} className={styles.frame} style={{ '--ratio': photo.width / photo.height } as CSSProperties}>
        <div className={styles.photo} style={zoomStyle(zoom)} data-frame>
          <div className={styles.picture} {...(stage === 'found' ? draw : {})}>
            <img src={photo.url} alt={words.photoAlt} width={photo.width} height={photo.height} draggable={false} />
            {lit && (
              <div
                className={`${styles.spotlight} ${preview || drawn ? styles.moving : ''}`}
                style={place(lit, photo)}
              />
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
      </div>
      <ZoomButtons zoomed={zoomed} control={control} />
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
