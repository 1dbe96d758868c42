/** Path of a product's picture on this origin; base: of its shop. Ids may be anything, so they are encoded. */
export function pictureUrl(base: string, id: string): string {
  return `${base}/v1/products/${encodeURIComponent(id)}/picture`;
}
