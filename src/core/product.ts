/** Words in the two languages the product speaks. */
export interface LocalText {
  readonly zh: string;
  readonly en: string;
}

/** Money in minor units (fen, cents), so that no price is ever a float. */
export interface Price {
  /** Whole number ≥ 0 of minor units: 12900 is ¥129.00. */
  readonly amount: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** One offer of one seller, as shoppers see it. */
export interface Product {
  readonly id: string;
  /** Taxonomy category id (`core/taxonomy.ts`). */
  readonly category: number;
  /** Fine label slug, or null when unknown. */
  readonly label: string | null;
  readonly title: LocalText;
  readonly price: Price;
  readonly seller: string;
  /** Same item from several sellers share a group; null when alone. */
  readonly group: string | null;
  /** The shop's own page, or null. */
  readonly pageUrl: string | null;
  /** Small facts as text, such as colour or material. */
  readonly attributes: Readonly<Record<string, string>>;
}
