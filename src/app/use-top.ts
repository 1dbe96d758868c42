import { useLayoutEffect } from 'react';

/** Another photo, or none, is looked at from the top, however far the page before was scrolled. */
export function useTop(photo: string | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what matters is that it is another
  useLayoutEffect(() => {
    scrollTo({ top: 0, behavior: 'instant' });
  }, [photo]);
}
