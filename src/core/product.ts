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

/** What a shop says of its stock, in the words of Google Merchant's `availability`. */
export const AVAILABILITIES = ['in_stock', 'out_of_stock', 'preorder', 'backorder'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** One offer of one seller, as shoppers see it. */
export interface Product {
  readonly id: string;
  /** Taxonomy category id (`core/taxonomy.ts`). */
  readonly category: number;
  /** Fine label slug, or null when unknown. */
  readonly label: string | null;
  readonly title: LocalText;
  /** What is to be paid now; null when the shop does not say. */
  readonly price: Price | null;
  /** What it costs outside of a sale, in the currency of the price; null when that is the price. */
  readonly listPrice: Price | null;
  /** Null when the shop does not say. */
  readonly availability: Availability | null;
  /** GS1 number of the item, 14 digits with zeros in front, as barcodes carry it; null when unknown. */
  readonly gtin: string | null;
  readonly seller: string;
  /** Same item from several sellers share a group; null when alone. */
  readonly group: string | null;
  /** The shop's own page, or null. */
  readonly pageUrl: string | null;
  /** Small facts as text, such as colour or material. */
  readonly attributes: Readonly<Record<string, string>>;
  /** How many pictures there are to ask for; absent: one. */
  readonly pictures?: number;
}
