import { usePage } from '#app/page.tsx';
import { Note } from '#app/ui/Note.tsx';
import type { Tip } from '#core/photo-quality.ts';

/** What the shopper can do so that more is recognised; nothing where the photo is not to blame. */
export function Tips({ tips }: { readonly tips: readonly Tip[] }) {
  const { words } = usePage();
  if (tips.length === 0) return null;
  return (
    <Note icon="bulb" data-testid="tips">
      {tips.map((tip) => (
        <p key={tip} data-tip={tip}>
          {words.tips[tip]}
        </p>
      ))}
    </Note>
  );
}
