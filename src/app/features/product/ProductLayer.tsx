import { lazy } from 'react';
import { LazyPart } from '#app/lazy-part.tsx';
import { usePage, useProducts } from '#app/page.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { ProductSkeleton } from './ProductSkeleton.tsx';
import { WantedProduct } from './WantedProduct.tsx';

const ProductStack = lazy(() => import('./ProductStack.tsx'));

/** The product a shopper looks at, over everything else; back leads through those looked at before. */
export function ProductLayer() {
  const { words, products } = usePage();
  const { pages, wanted } = useProducts();
  if (pages.length === 0 && !wanted) return null;
  const back = pages.length > 1 ? { label: words.back, onBack: products.back } : undefined;
  return (
    <Dialog look="page" title={words.product} closeLabel={words.close} onClose={products.close} back={back}>
      {wanted ? (
        <WantedProduct error={wanted.error} />
      ) : (
        <LazyPart skeleton={<ProductSkeleton />}>
          <ProductStack />
        </LazyPart>
      )}
    </Dialog>
  );
}
