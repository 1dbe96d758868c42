/** The browser frees the address when the page is left; a download that has begun by then needs it no longer. */
const KEPT_MS = 60_000;

/** Saves a file where the browser keeps downloads. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
