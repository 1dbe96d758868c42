import { type ReactNode, Suspense } from 'react';
import { usePage } from './page.tsx';
import { Boundary } from './ui/Boundary.tsx';
import { Button } from './ui/Button.tsx';
import { Note } from './ui/Note.tsx';

interface LazyPartProps {
  /** Stands where the part will be. */
  readonly skeleton: ReactNode;
  /** A component made with `React.lazy`. */
  readonly children: ReactNode;
}

/** A part that is fetched when it is first needed, to keep the first visit small; one that cannot be fetched says so. */
export function LazyPart({ skeleton, children }: LazyPartProps) {
  const { words } = usePage();
  const missing = (
    <Note icon="alert" tone="bad" actions={<Button onClick={() => location.reload()}>{words.reload}</Button>}>
      {words.partMissing}
    </Note>
  );
  return (
    <Boundary fallback={missing}>
      <Suspense fallback={skeleton}>{children}</Suspense>
    </Boundary>
  );
}
