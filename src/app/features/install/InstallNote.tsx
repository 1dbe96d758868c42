import { useState } from 'react';
import { useInstallOffer, usePage } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import styles from './InstallNote.module.css';
import { IosSteps } from './IosSteps.tsx';

/** Offers to keep the page as an app, between two searches, once it has been of use. */
export function InstallNote() {
  const { words, installOffer } = usePage();
  const { way, due } = useInstallOffer();
  const [explaining, setExplaining] = useState(false);
  if (!way || !due) return null;
  const install = () => {
    if (way.kind === 'ios') setExplaining(true);
    else void way.ask().finally(installOffer.refuse); // asked once: a second time the browser would not
  };
  const actions = (
    <>
      <Button data-testid="install" onClick={install}>
        {words.install}
      </Button>
      <Button look="quiet" data-testid="install-later" onClick={installOffer.refuse}>
        {words.installLater}
      </Button>
    </>
  );
  return (
    <>
      <div className={styles.note}>
        <Note icon="install" actions={actions} data-testid="install-note">
          {words.installLead}
        </Note>
      </div>
      {explaining && <IosSteps onClose={() => setExplaining(false)} />}
    </>
  );
}
