import styles from './FilterDialog.module.css';

interface Choice {
  readonly value: string;
  readonly name: string;
  /** Null: not known. */
  readonly count: number | null;
  readonly chosen: boolean;
}

interface ChoicesProps {
  /** Of the form's field. */
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  readonly choices: readonly Choice[];
}

/** Several of a kind to tick. */
export function Choices({ name, title, hint, choices }: ChoicesProps) {
  return (
    <fieldset className={styles.part}>
      <legend>{title}</legend>
      <ul className={styles.choices}>
        {choices.map(({ value, name: label, count, chosen }) => (
          <li key={value}>
            <label className={styles.choice}>
              <input type="checkbox" name={name} value={value} defaultChecked={chosen} />
              <span className={styles.name}>{label}</span>
              {count !== null && <span className={styles.count}>{count}</span>}
            </label>
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{hint}</p>
    </fieldset>
  );
}
