import { usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import type { TongkuanError } from '#core/errors.ts';

/** Why something about the product is not there, and another try where that can help. */
export function ProductTrouble({ error }: { readonly error: TongkuanError }) {
  const { words, language, products } = usePage();
  const retry = error.retryable && <Button onClick={() => void products.retry()}>{words.retry}</Button>;
  if (error.code === 'SEARCH_OFFLINE') {
    return (
      <Note icon="offline" title={words.offlineTitle} actions={retry} data-testid="product-offline">
        {words.productOffline}
      </Note>
    );
  }
  return (
    <Note icon="alert" tone="bad" actions={retry} data-testid="product-trouble" data-code={error.code}>
      {errorWords(error.code, language)}
    </Note>
  );
}
