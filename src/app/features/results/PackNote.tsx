import { usePage } from '#app/page.tsx';
import { formatDay } from '#app/services/format.ts';
import type { PackOrigin } from '#app/services/packs/types.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import { useOnline } from '#app/use-online.ts';

/** Says that the travel pack answered; the shop may be asked instead once there is a network. */
export function PackNote({ origin }: { readonly origin: PackOrigin }) {
  const { words, language, flow } = usePage();
  const online = useOnline();
  const ask = <Button onClick={() => void flow.retry()}>{words.packAskShop}</Button>;
  return (
    <Note icon="suitcase" data-testid="pack-note" actions={online ? ask : undefined}>
      {words.packOrigin(formatDay(origin.asOf, language))}
    </Note>
  );
}
