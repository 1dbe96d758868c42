import { useEffect, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { type InstallWay, watchInstall } from '#app/services/install.ts';
import { Button } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';

/** Offers to keep the page as an app, in the way this browser has. */
export function InstallButton() {
  const { words } = usePage();
  const [way, setWay] = useState<InstallWay | null>(null);
  const [explaining, setExplaining] = useState(false);
  useEffect(() => watchInstall(setWay), []);
  if (!way) return null;
  return (
    <>
      <Button
        look="quiet"
        icon="install"
        onClick={() => (way.kind === 'prompt' ? void way.ask() : setExplaining(true))}
      >
        {words.install}
      </Button>
      {explaining && (
        <Dialog title={words.install} closeLabel={words.close} onClose={() => setExplaining(false)}>
          <p>{words.installIos}</p>
        </Dialog>
      )}
    </>
  );
}
