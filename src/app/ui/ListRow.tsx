import type { ButtonHTMLAttributes, LiHTMLAttributes, ReactNode } from 'react';
import styles from './ListRow.module.css';

interface ListRowProps extends LiHTMLAttributes<HTMLLIElement> {
  /** What a tap on picture and text does. */
  readonly open: ButtonHTMLAttributes<HTMLButtonElement> & { readonly 'data-testid'?: string };
  /** A picture, in `size` pixels. */
  readonly picture: ReactNode;
  /** Pixels: a side of the picture. */
  readonly size: number;
  /** What else can be done with it. */
  readonly tools: ReactNode;
  readonly [data: `data-${string}`]: unknown;
}

/** One of a list of kept things: a picture and text that open it, and tools beside them. */
export function ListRow({ open, picture, size, tools, children, ...rest }: ListRowProps) {
  return (
    <li className={styles.row} {...rest}>
      <button type="button" className={styles.open} {...open}>
        <span className={styles.picture} style={{ width: size, height: size }}>
          {picture}
        </span>
        <span className={styles.text}>{children}</span>
      </button>
      {tools}
    </li>
  );
}
