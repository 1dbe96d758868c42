import { Icon } from './Icon.tsx';
import styles from './Select.module.css';

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** Value and text of each, in order. */
  readonly options: readonly (readonly [Value, string])[];
  readonly disabled?: boolean;
  readonly onChoose: (value: Value) => void;
}

/** One of a few; as wide as what is chosen. */
export function Select<Value extends string>({ label, value, options, disabled, onChoose }: SelectProps<Value>) {
  return (
    <label className={styles.select}>
      <select
        aria-label={label}
        value={value}
        disabled={disabled}
        onChange={(event) => onChoose(event.currentTarget.value as Value)}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      <Icon name="chevron" size={18} />
    </label>
  );
}
