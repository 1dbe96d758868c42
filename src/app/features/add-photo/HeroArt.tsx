import styles from './HeroArt.module.css';

const BODY =
  'M-40 -22h80a9 9 0 0 1 9 8.200l5.500 62a12 12 0 0 1-12 13h-85a12 12 0 0 1-12-13l5.500-62a9 9 0 0 1 9-8.200z';
const HANDLE = 'M-22 -4v-26a22 22 0 0 1 44 0v26';

/** The idea in one picture: a thing in the viewfinder, and more of the same style stepping out from behind it. */
export function HeroArt() {
  return (
    <svg className={styles.art} viewBox="88 22 268 208" fill="none" aria-hidden="true">
      {[styles.far, styles.near].map((echo) => (
        <g key={echo} className={`${styles.echo} ${echo}`}>
          <path className={styles.body} d={BODY} transform="translate(180 138)" />
          <path className={styles.handle} d={HANDLE} transform="translate(180 138)" />
        </g>
      ))}
      <g className={styles.front}>
        <path className={styles.body} d={BODY} transform="translate(180 138)" />
        <path className={styles.handle} d={HANDLE} transform="translate(180 138)" />
        <circle className={styles.dot} cx="180" cy="152" r="6" />
      </g>
      <path
        className={styles.frame}
        d="M100 76V52a22 22 0 0 1 22-22h24M214 30h24a22 22 0 0 1 22 22v24M260 182v18a22 22 0 0 1-22 22h-24M146 222h-24a22 22 0 0 1-22-22v-18"
      />
    </svg>
  );
}
