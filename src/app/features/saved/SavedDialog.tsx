import { lazy, useEffect, useState } from 'react';
import { LazyPart } from '#app/lazy-part.tsx';
import { usePage } from '#app/page.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Skeleton } from '#app/ui/Skeleton.tsx';

const SavedPanel = lazy(() => import('./SavedPanel.tsx'));
const CompareTable = lazy(() => import('./CompareTable.tsx'));

/** Saved products, and some of them side by side. */
export function SavedDialog({ onClose }: { readonly onClose: () => void }) {
  const { words, saved } = usePage();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [comparing, setComparing] = useState(false);
  useEffect(() => void saved.load().then(saved.askPrices), [saved]);
  const close = () => {
    saved.forget();
    onClose();
  };
  const back = comparing ? { label: words.back, onBack: () => setComparing(false) } : undefined;
  return (
    <Dialog
      look="page"
      title={comparing ? words.compare : words.saved}
      closeLabel={words.close}
      onClose={close}
      back={back}
    >
      <LazyPart skeleton={<Skeleton width="100%" />}>
        {comparing ? (
          <CompareTable ids={chosen} />
        ) : (
          <SavedPanel chosen={chosen} onChoose={setChosen} onCompare={() => setComparing(true)} />
        )}
      </LazyPart>
    </Dialog>
  );
}
