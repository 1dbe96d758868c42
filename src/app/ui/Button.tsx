import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from 'react';
import styles from './Button.module.css';
import { Icon, type IconName } from './Icon.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary: the one thing to do here · plain: another way · quiet: beside text. */
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly icon?: IconName;
  readonly 'data-testid'?: string;
}

/** A button with words. At least 44 px high. */
export function Button({ look = 'plain', icon, children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`${styles.button} ${styles[look]} ${className}`} {...rest}>
      {icon && <Icon name={icon} size={look === 'primary' ? 24 : 20} />}
      <span>{children}</span>
    </button>
  );
}

interface ButtonLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly icon?: IconName;
  readonly 'data-testid'?: string;
}

/** Looks like a button and leads to another site, which learns nothing of this one. */
export function ButtonLink({ look = 'plain', icon, children, className = '', ...rest }: ButtonLinkProps) {
  const classes = `${styles.button} ${styles.link} ${styles[look]} ${className}`;
  return (
    <a className={classes} target="_blank" rel="noreferrer noopener" {...rest}>
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </a>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName;
  /** Read aloud and shown as a tooltip. */
  readonly label: string;
  /** A number on the icon; the label says it in words. */
  readonly badge?: number;
  readonly 'data-testid'?: string;
}

/** A round button that shows only an icon. */
export function IconButton({ icon, label, badge = 0, className = '', ...rest }: IconButtonProps) {
  return (
    <button type="button" className={`${styles.round} ${className}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
      {badge > 0 && (
        <span className={styles.badge} aria-hidden="true">
          {badge}
        </span>
      )}
    </button>
  );
}
