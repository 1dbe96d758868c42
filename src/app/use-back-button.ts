import { useEffect } from 'react';
import { useFlow, usePage, useProducts } from './page.tsx';

const STATE = 'photo';

/**
 * Makes the phone's back gesture leave the product on top, then the photo, instead of the page.
 * @returns what the page's own back button does.
 */
export function useBackButton(): () => void {
  const { flow, tray, products } = usePage();
  const photo = useFlow().photo !== null;
  const { pages, wanted } = useProducts();
  const open = photo || pages.length > 0 || wanted !== null;
  useEffect(() => {
    if (open && history.state !== STATE) history.pushState(STATE, '');
    else if (!open && history.state === STATE) history.back();
  }, [open]);
  useEffect(() => {
    const onPop = () => {
      if (history.state === STATE) return;
      if (products.state().pages.length === 0 && !products.state().wanted) return tray.clear();
      products.back();
      // What is below needs an entry of its own again.
      if (flow.state().photo || products.state().pages.length > 0) history.pushState(STATE, '');
    };
    addEventListener('popstate', onPop);
    return () => removeEventListener('popstate', onPop);
  }, [flow, tray, products]);
  return tray.clear;
}
