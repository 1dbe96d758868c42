import { usePage, useSaved } from '#app/page.tsx';
import { picturePath } from '#app/services/products-client.ts';
import styles from './CompareTable.module.css';
import { type Compared, compareRows } from './compare-rows.ts';
import { PricesNote } from './PricesNote.tsx';
import { SavedPicture } from './SavedPicture.tsx';

/** Up to four saved products side by side; the names of the rows stay in sight. */
export default function CompareTable({ ids }: { readonly ids: readonly string[] }) {
  const { words, language } = usePage();
  const { products, now } = useSaved();
  const compared = ids.flatMap((id): Compared[] => {
    const saved = products.find((one) => one.id === id);
    return saved ? [{ saved, now: now.get(id) }] : [];
  });
  return (
    <>
      <PricesNote />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroller} aria-label={words.compare} tabIndex={0} data-testid="compare-table">
        <table className={styles.table}>
          <thead>
            <tr>
              <td className={styles.corner} />
              {compared.map((one) => (
                <th key={one.saved.id} scope="col">
                  <ProductHead compared={one} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {compareRows(compared, words, language).map(({ name, values, differs }) => (
              <tr key={name} className={differs ? styles.differs : ''}>
                <th scope="row">
                  {name}
                  {differs && <span className={styles.mark}>{words.differs}</span>}
                </th>
                {compared.map(({ saved }, column) => (
                  <td key={saved.id}>{values[column] ?? '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** px, as in the style sheet. */
const SIDE = 120;

function ProductHead({ compared: { saved, now } }: { readonly compared: Compared }) {
  const { language, products } = usePage();
  const { product, thumbnail } = saved;
  const open = () => products.open({ ...(now ?? { product, picture: picturePath(saved.id) }), thumbnail });
  return (
    <button type="button" className={styles.head} aria-haspopup="dialog" onClick={open}>
      <SavedPicture saved={saved} side={SIDE} className={styles.picture} />
      <span className={styles.title}>{product.title[language]}</span>
    </button>
  );
}
