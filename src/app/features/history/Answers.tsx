import { usePage } from '#app/page.tsx';
import type { Language } from '#app/services/language.ts';
import type { Outgoing } from '#app/services/outbox-store.ts';
import type { Words } from '#app/services/words.ts';
import styles from './HistoryDialog.module.css';

/** What became of the questions of a past search that found no network: a line for each, and one for all that wait. */
export function Answers({ outgoing }: { readonly outgoing: readonly Outgoing[] }) {
  const { words, language } = usePage();
  const waiting = outgoing.find(({ stage }) => stage === 'waiting');
  const answered = outgoing.filter(({ stage }) => stage === 'answered');
  return [...answered, ...(waiting ? [waiting] : [])].map((each) => (
    <span
      key={each.topic + each.stage}
      className={styles.outgoing}
      data-testid="outgoing"
      data-topic={each.topic}
      data-stage={each.stage}
    >
      {told(each, words, language)}
    </span>
  ));
}

function told(outgoing: Outgoing, words: Words, language: Language): string {
  if (outgoing.stage === 'waiting') return words.waitsForNetwork;
  const { topic, total, title } = outgoing;
  if (topic === 'search' || total === null) return words.answeredLater(total);
  return title ? words.barcodeAnswered(title[language]) : words.barcodeNotSold;
}
