import { useLayoutEffect, useRef } from 'react';
import { usePage, useProducts } from '#app/page.tsx';
import type { SearchHit } from '#core/search-protocol.ts';
import { ProductView } from './ProductView.tsx';

/** The product on top. Going back leads to where the one before was left. */
export default function ProductStack() {
  const { products } = usePage();
  const page = useProducts().pages.at(-1);
  const view = useRef<HTMLDivElement>(null);
  const places = useRef(new Map<number, number>());
  const key = page?.key ?? 0;
  const scroller = () => view.current?.closest('dialog');
  useLayoutEffect(() => {
    view.current?.closest('dialog')?.scrollTo({ top: places.current.get(key) ?? 0 });
  }, [key]);
  const open = (hit: SearchHit) => {
    places.current.set(key, scroller()?.scrollTop ?? 0);
    products.open(hit);
  };
  return <div ref={view}>{page && <ProductView key={key} page={page} onOpen={open} />}</div>;
}
