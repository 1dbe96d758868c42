import { usePage } from '#app/page.tsx';
import { formatDay } from '#app/services/format.ts';
import type { PackOrigin as Origin } from '#app/services/packs/types.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import { useOnline } from '#app/use-online.ts';

/** Says that a travel pack told the offers and what is like it; the shop may be asked instead once there is a network. */
export function PackOrigin({ origin }: { readonly origin: Origin }) {
  const { words, language, products } = usePage();
  const online = useOnline();
  const actions = online && <Button onClick={() => void products.askShop()}>{words.packAskShop}</Button>;
  return (
    <Note icon="suitcase" actions={actions} data-testid="product-pack">
      {words.packOrigin(formatDay(origin.asOf, language))}
    </Note>
  );
}
