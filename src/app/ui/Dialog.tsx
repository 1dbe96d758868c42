import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { IconButton } from './Button.tsx';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** theatre: dark and filling the phone, for pictures that need room · page: filling the phone, its header always in sight. */
  readonly look?: 'sheet' | 'theatre' | 'page';
  /** Where there is something to go back to: a button, and what Escape and the phone's back gesture do. */
  readonly back?: { readonly label: string; readonly onBack: () => void } | undefined;
  readonly children: ReactNode;
}

/** A modal dialog: the browser traps the focus, closes on Escape and gives the focus back. */
export function Dialog({ title, closeLabel, onClose, look = 'sheet', back, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const told = useRef(title);
  // Closed while it is still in the page: one that has been taken out no longer gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  // What had the focus may be gone with what was shown before; a screen reader says what is shown now.
  useEffect(() => {
    if (told.current !== title) heading.current?.focus({ preventScroll: true });
    told.current = title;
  }, [title]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog; a click on the backdrop is the mouse's way
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${styles[look]}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        if (back) back.onBack();
        else onClose();
      }}
      // A browser may close it without asking: after two Escapes with nothing done in between.
      onClose={(event) => !event.currentTarget.open && onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles.inner}>
        <header className={styles.header}>
          {back && <IconButton icon="back" label={back.label} data-testid="dialog-back" onClick={back.onBack} />}
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <IconButton icon="close" label={closeLabel} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
