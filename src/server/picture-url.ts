/** Path of a product's picture on this origin. Ids may be anything, so they are encoded. */
export function pictureUrl(id: string): string {
  return `/v1/products/${encodeURIComponent(id)}/picture`;
}
