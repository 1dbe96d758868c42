import type { TongkuanError } from '#core/errors.ts';
import { ProductSkeleton } from './ProductSkeleton.tsx';
import { ProductTrouble } from './ProductTrouble.tsx';

/** A product that a link named, until it is there. */
export function WantedProduct({ error }: { readonly error: TongkuanError | null }) {
  return error ? <ProductTrouble error={error} /> : <ProductSkeleton />;
}
