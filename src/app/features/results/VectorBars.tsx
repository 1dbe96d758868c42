import styles from './VectorBars.module.css';

const STEP = 3;
const HALF = 32;
const LARGEST = 127;

/** The numbers that were sent, one bar each: up for positive, down for negative. */
export function VectorBars({ vector }: { readonly vector: Int8Array }) {
  const bars = Array.from(vector, (value, index) => {
    const height = Math.max(0.75, (Math.abs(value) / LARGEST) * HALF);
    return { x: index * STEP, y: value < 0 ? HALF : HALF - height, height };
  });
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${vector.length * STEP} ${2 * HALF}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map(({ x, y, height }) => (
        <rect key={x} x={x} y={y} width={STEP - 1} height={height} />
      ))}
    </svg>
  );
}
