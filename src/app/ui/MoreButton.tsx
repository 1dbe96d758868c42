import { useEffect, useRef } from 'react';
import { Button } from './Button.tsx';

/** How far below the screen the end of a list may be when more of it is asked for. */
const AHEAD = '800px';

interface MoreButtonProps {
  readonly label: string;
  readonly disabled: boolean;
  /** False after a failure: then only a tap tries again. */
  readonly byItself: boolean;
  readonly className?: string | undefined;
  readonly onMore: () => void;
}

/** The end of a list that goes on: asks for more by itself when it comes near, and by a tap where nobody scrolls. */
export function MoreButton({ label, disabled, byItself, className = '', onMore }: MoreButtonProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (disabled || !byItself || !place.current || !('IntersectionObserver' in window)) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && latest.current(),
      { rootMargin: AHEAD },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [disabled, byItself]);
  return (
    <div ref={place} className={className}>
      <Button disabled={disabled} onClick={onMore}>
        {label}
      </Button>
    </div>
  );
}
