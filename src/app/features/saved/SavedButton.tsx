import { usePage, useSaved } from '#app/page.tsx';
import { IconButton } from '#app/ui/Button.tsx';

/** The way to saved products; not there before the first. */
export function SavedButton({ onOpen }: { readonly onOpen: () => void }) {
  const { words } = usePage();
  const { products, deleted } = useSaved();
  if (products.length + deleted.length === 0) return null;
  return (
    <IconButton icon="heart" label={words.saved} data-testid="open-saved" aria-haspopup="dialog" onClick={onOpen} />
  );
}
