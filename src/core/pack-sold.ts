/** Who sells the products of a pack, and which are in stock: inside its texts, which are read through once a filter asks. */
import type { Pack } from './pack-format.ts';
import { isInStock } from './product.ts';
import type { SearchQuery } from './search-protocol.ts';

interface Sold {
  readonly sellers: readonly string[];
  readonly inStock: readonly boolean[];
}

const read = new WeakMap<Pack, Sold>();

function soldOf(pack: Pack): Sold {
  const known = read.get(pack);
  if (known) return known;
  const sellers: string[] = [];
  const inStock: boolean[] = [];
  const names = new Map<string, string>(); // one string a seller, not one a product
  for (let at = 0; at < pack.count; at++) {
    const product = pack.product(at);
    const { seller } = product;
    if (!names.has(seller)) names.set(seller, seller);
    sellers.push(names.get(seller) ?? seller);
    inStock.push(isInStock(product));
  }
  const sold = { sellers, inStock };
  read.set(pack, sold);
  return sold;
}

export interface SoldFilter {
  /** Whether the product at this place is in stock, if that is asked for. */
  readonly stock: (at: number) => boolean;
  /** Whether it is sold by one of the sellers asked for. */
  readonly seller: (at: number) => boolean;
}

const anything = () => true;

/** Reads nothing where the query asks for neither. */
export function soldFilter(pack: Pack, { seller = [], inStock = false }: SearchQuery): SoldFilter {
  if (!inStock && seller.length === 0) return { stock: anything, seller: anything };
  const sold = soldOf(pack);
  const wanted = new Set(seller);
  return {
    stock: inStock ? (at) => sold.inStock[at] === true : anything,
    seller: wanted.size > 0 ? (at) => wanted.has(sold.sellers[at] ?? '') : anything,
  };
}
