import { usePage } from '#app/page.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import styles from './IosSteps.module.css';

/** Safari installs nothing by itself: how a person does. */
export function IosSteps({ onClose }: { readonly onClose: () => void }) {
  const { words } = usePage();
  return (
    <Dialog title={words.install} closeLabel={words.close} onClose={onClose}>
      <ol className={styles.steps} data-testid="ios-steps">
        {words.installIosSteps.map((step, index) => (
          <li key={step}>
            <span>{step}</span>
            {index === 0 && <Icon name="share" />}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
