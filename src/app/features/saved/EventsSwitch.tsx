import { useState } from 'react';
import { usePage, useShopEvents } from '#app/page.tsx';
import styles from './EventsSwitch.module.css';

/** Off until the shopper says otherwise: whether the shop is told what was shown and tapped. */
export function EventsSwitch() {
  const { words, shopEvents } = usePage();
  const { on } = useShopEvents();
  const [stopped, setStopped] = useState(false);
  return (
    <section className={styles.events} aria-labelledby="events-title">
      <h3 id="events-title">{words.eventsTitle}</h3>
      <label className={styles.choice}>
        <span>{words.eventsSwitch}</span>
        <input
          type="checkbox"
          role="switch"
          aria-checked={on}
          aria-describedby="events-note"
          data-testid="events-switch"
          checked={on}
          onChange={({ currentTarget: { checked } }) => {
            shopEvents.choose(checked);
            setStopped(!checked);
          }}
        />
      </label>
      <p id="events-note" className={styles.note}>
        {words.eventsNote}
      </p>
      <p className={styles.note} role="status">
        {stopped && words.eventsStopped}
      </p>
    </section>
  );
}
