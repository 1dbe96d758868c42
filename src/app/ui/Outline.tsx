import type { ButtonHTMLAttributes, CSSProperties } from 'react';
import styles from './Outline.module.css';

interface OutlineProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly name: string;
  readonly chosen: boolean;
  /** Of two names that have no room beside each other the one with the lower rank is shown; see `useNamesApart`. */
  readonly rank: number;
  /** Height of a dot within it, 0–1, with the name beside; without one the name is at its edge. */
  readonly dot?: number;
  readonly className?: string;
  readonly style: CSSProperties;
  readonly [data: `data-${string}`]: unknown;
}

/** A button around something in a picture: see-through, and as wide as a finger however small the thing is. */
export function Outline({ name, chosen, rank, dot, className = '', style, ...rest }: OutlineProps) {
  const dotted = dot !== undefined && !chosen;
  const looks = `${chosen ? styles.chosen : ''} ${dotted ? styles.dotted : ''} ${className}`;
  return (
    <button
      type="button"
      className={`${styles.outline} ${looks}`}
      style={{ ...style, '--dot': `${100 * (dot ?? 0)}%` } as CSSProperties}
      {...rest}
    >
      <span className={styles.finger} />
      {dotted && <span className={styles.dot} data-dot />}
      <span className={styles.name} data-name={chosen ? 0 : rank}>
        {name}
      </span>
    </button>
  );
}
