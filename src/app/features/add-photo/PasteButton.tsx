import { useState } from 'react';
import { usePage } from '#app/page.tsx';
import { canReadClipboard, readClipboardPicture } from '#app/services/clipboard.ts';
import { Button } from '#app/ui/Button.tsx';

/** Takes the picture on the clipboard: the quickest way from a screenshot. */
export function PasteButton({ onEmpty }: { readonly onEmpty: () => void }) {
  const { words, tray } = usePage();
  const [busy, setBusy] = useState(false);
  if (!canReadClipboard()) return null;
  const paste = async () => {
    setBusy(true);
    const picture = await readClipboardPicture().catch(() => null);
    setBusy(false);
    if (picture) void tray.add([picture]);
    else onEmpty();
  };
  return (
    <Button icon="paste" disabled={busy} onClick={paste}>
      {words.paste}
    </Button>
  );
}
