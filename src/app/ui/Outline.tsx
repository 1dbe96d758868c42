import type { ButtonHTMLAttributes } from 'react';
import styles from './OutlineButton.module.css';

interface OutlineButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly [data: `data-${string}`]: unknown;
}

/** A button around something in a picture: see-through, and as wide as a finger however small the thing is. */
export function OutlineButton({ className = '', ...rest }: OutlineButtonProps) {
  return <button type="button" className={`${styles.outline} ${className}`} {...rest} />;
}
