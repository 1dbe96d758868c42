import { useEffect, useRef } from 'react';
import { usePage, useShopEvents } from '#app/page.tsx';
import type { Placed } from '#app/shop-events.ts';

/** So much of a card in sight counts as shown. */
const IN_SIGHT = 0.5;

/** Tells the shop once that a card was shown, where the shopper chose to. Give the ref to the card; null: nobody is told. */
export function useShown(placed: Placed | null) {
  const { shopEvents } = usePage();
  const { on } = useShopEvents();
  const ref = useRef<HTMLLIElement>(null);
  const { productId, category, position } = placed ?? {};
  useEffect(() => {
    const card = ref.current;
    if (!on || !card || productId === undefined || category === undefined || position === undefined) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        shopEvents.record('impression', { productId, category, position });
      },
      { threshold: IN_SIGHT },
    );
    observer.observe(card);
    return () => observer.disconnect();
  }, [on, shopEvents, productId, category, position]);
  return ref;
}
