/** A product's picture, small enough to be kept beside it. */
import { pictureAddress } from './product-picture.ts';

/** px; twice what a list shows, for dense screens, and one of the widths the endpoint serves. */
const WIDTH = 160;

/** Fetches the small picture as a data: address; null where that fails: a saved product is worth keeping without. */
export async function thumbnailOf(picture: string): Promise<string | null> {
  if (picture.startsWith('data:')) return picture; // of a travel pack: small, and here already
  try {
    const response = await fetch(pictureAddress(picture, WIDTH), { credentials: 'omit' });
    return response.ok ? await dataUrlOf(await response.blob()) : null;
  } catch {
    return null;
  }
}

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
