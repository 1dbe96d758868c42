/** Which address is what. Everything not named here or precached goes to the network untouched, searches above all. */

/** Addresses that are never answered with the page. */
export const NOT_THE_PAGE: readonly RegExp[] = [/^\/v1\//, /^\/models\//, /^\/healthz$/, /\.[a-z0-9]+$/i];

export function isProductPicture(pathname: string): boolean {
  return /^\/v1\/products\/[^/]+\/picture$/.test(pathname);
}

export function isExample(pathname: string): boolean {
  return pathname.startsWith('/examples/');
}
