import { useEffect } from 'react';
import { useFlow, usePage } from './page.tsx';

const STATE = 'photo';

/**
 * Makes the phone's back gesture leave the photo instead of the page.
 * @returns what the page's own back button does.
 */
export function useBackButton(): () => void {
  const { tray } = usePage();
  const open = useFlow().photo !== null;
  useEffect(() => {
    if (open && history.state !== STATE) history.pushState(STATE, '');
    else if (!open && history.state === STATE) history.back();
  }, [open]);
  useEffect(() => {
    const onPop = () => history.state !== STATE && tray.clear();
    addEventListener('popstate', onPop);
    return () => removeEventListener('popstate', onPop);
  }, [tray]);
  return tray.clear;
}
