import { useEffect } from 'react';
import { describedNames } from '#app/naming.ts';
import { useFlightProof, useFlow, useModels, usePage } from '#app/page.tsx';
import { place } from '#app/place.ts';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { useOnline } from '#app/use-online.ts';
import styles from './FlightDemo.module.css';

/** Leads through it: network off, and the photo is looked at once more, with nothing prepared. */
export function FlightDemo() {
  const { words, flow, flightProof } = usePage();
  const { offline: ready } = useModels();
  const { stage } = useFlightProof();
  const online = useOnline();
  const begin = ready && !online && (stage === 'idle' || stage === 'interrupted');
  useEffect(() => {
    const picture = flow.picture();
    if (begin && picture) void flightProof.run(picture);
  }, [begin, flow, flightProof]);
  useEffect(() => flightProof.stop, [flightProof]);
  return (
    <div className={styles.demo} data-testid="flight-demo" data-stage={stage}>
      <p>{words.tryLead}</p>
      <ol className={styles.steps}>
        <li>{ready ? words.trySwitch : words.tryNotReady}</li>
        <li className={online ? styles.waiting : styles.reached} aria-live="polite">
          <Icon name={online ? 'live' : 'offline'} size={20} />
          {online ? words.tryWaiting : words.tryOffline}
        </li>
      </ol>
      <Seen />
      <p className={styles.outcome} role="status">
        <Outcome />
      </p>
      {!online && (stage === 'done' || stage === 'failed') && (
        <Button data-testid="try-again" onClick={flightProof.stop}>
          {words.tryRun}
        </Button>
      )}
    </div>
  );
}

/** The photo, and what has been found in it so far. */
function Seen() {
  const { language } = usePage();
  const { photo } = useFlow();
  const { items } = useFlightProof();
  if (!photo) return null;
  return (
    <div className={styles.photo} style={{ aspectRatio: photo.width / photo.height }}>
      <img src={photo.url} alt="" />
      {items.map(({ box, description }) => (
        <span
          key={Object.values(box).join()}
          className={styles.box}
          style={place(box, photo)}
          data-testid="proven-item"
        >
          <span className={styles.name}>{describedNames(description, language).name}</span>
        </span>
      ))}
    </div>
  );
}

function Outcome() {
  const { words, language } = usePage();
  const { stage, items, milliseconds, requests, error } = useFlightProof();
  switch (stage) {
    case 'idle':
      return null;
    case 'running':
      return words.tryRunning;
    case 'interrupted':
      return words.tryInterrupted;
    case 'failed':
      return error && errorWords(error.code, language);
    case 'done':
      return (
        <>
          {items.length === 0 ? words.tryNothing : words.tryDone(items.length, milliseconds)}{' '}
          <span data-testid="proof-requests">{words.tryRequests(requests)}</span> {words.tryOnline}
        </>
      );
  }
}
