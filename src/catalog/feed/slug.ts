/** Names → slugs: `T-Shirt` → `t-shirt`, `Golden Delicious` → `golden-delicious`. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
