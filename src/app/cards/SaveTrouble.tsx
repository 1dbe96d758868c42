import { usePage, useSaved } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';

/** Says that a product could not be kept. */
export function SaveTrouble() {
  const { words, language, saved } = usePage();
  const { refused } = useSaved();
  if (!refused) return null;
  return (
    <Note
      icon="alert"
      tone="bad"
      data-testid="save-trouble"
      data-code={refused.code}
      actions={<Button onClick={saved.refusalRead}>{words.dismiss}</Button>}
    >
      {errorWords(refused.code, language)}
    </Note>
  );
}
