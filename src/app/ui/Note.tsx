import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import styles from './Note.module.css';

interface NoteProps {
  readonly icon: IconName;
  readonly tone?: 'calm' | 'bad';
  readonly title?: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly 'data-testid'?: string;
  readonly 'data-code'?: string | undefined;
}

/** Something to know before going on, with what can be done about it. */
export function Note({ icon, tone = 'calm', title, children, actions, ...rest }: NoteProps) {
  return (
    <div className={`${styles.note} ${styles[tone]}`} role={tone === 'bad' ? 'alert' : undefined} {...rest}>
      <Icon name={icon} />
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        <div>{children}</div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
