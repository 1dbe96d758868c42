import type { PhotoView, Target } from '#app/flow.ts';
import { targetName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { place } from '#app/place.ts';
import { Outline } from '#app/ui/Outline.tsx';

interface BoxButtonProps {
  readonly target: Target;
  readonly photo: PhotoView;
  /** Number in reading order, from 1. */
  readonly number: number;
  readonly count: number;
  readonly layer: number;
  /** Height of the dot within the box, 0–1. */
  readonly dot: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** The outline of one item on the photo. */
export function BoxButton({ target, photo, number, count, layer, dot, chosen, onChoose }: BoxButtonProps) {
  const { words, language } = usePage();
  const { box } = target;
  if (!box) return null;
  const name = targetName(target, language, words);
  return (
    <Outline
      name={name}
      chosen={chosen}
      rank={2 - target.score} // the surer, the better
      dot={dot}
      style={{ ...place(box, photo), zIndex: layer }}
      aria-label={words.boxName(name, number, count)}
      aria-pressed={chosen}
      data-box
      data-testid="box"
      data-kind={target.kind}
      data-score={target.score.toFixed(3)}
      onClick={onChoose}
    />
  );
}
