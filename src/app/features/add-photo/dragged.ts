import { filesFrom } from '#app/services/photo-input.ts';
import { firstAddress, largest } from '#app/services/picture-address.ts';

/** Marks a picture of this page that is dragged; its value is the picture's address. */
const OWN_PICTURE = 'application/x-tongkuan-picture';
const ADDRESSES = 'text/uri-list';

/** What was dropped or pasted: files, or the address of a picture. */
export type Dragged = { readonly files: File[] } | { readonly address: string };

/** True when this may hold a picture. While it hovers, only the kinds of data can be told. */
export function mayBePicture(data: DataTransfer | null): boolean {
  return data?.types.some((type) => type === 'Files' || type === OWN_PICTURE || type === ADDRESSES) ?? false;
}

/** A picture of the page itself counts by its address: browsers add a file of whatever size is on screen. */
export function draggedIn(data: DataTransfer | null): Dragged {
  const own = data?.getData(OWN_PICTURE);
  if (own) return { address: own };
  const files = filesFrom(data);
  const address = files.length === 0 && firstAddress(data?.getData(ADDRESSES) ?? '');
  return address ? { address } : { files };
}

/**
 * Lets a product be dragged by its picture: alone the browser would hand on the address that the card leads to. The photos
 * themselves are here already and stay where they are.
 */
export function markOwnPicture(event: DragEvent): void {
  const { target, dataTransfer } = event;
  const picture =
    target instanceof HTMLImageElement ? target : target instanceof Element && target.querySelector('img');
  if (!picture) return;
  if (/^https?:/.test(picture.src)) dataTransfer?.setData(OWN_PICTURE, largest(picture.src, location.href));
  else event.preventDefault();
}
