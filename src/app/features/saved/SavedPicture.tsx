import { picturePath } from '#app/services/products-client.ts';
import type { SavedProduct } from '#app/services/saved-store.ts';

/** A width the endpoint serves. */
const WIDTH = 160;

interface SavedPictureProps {
  readonly saved: SavedProduct;
  /** px on screen. */
  readonly side: number;
  readonly className?: string | undefined;
}

/** The picture that is kept, or the shop's where it could not be kept. */
export function SavedPicture({ saved: { id, thumbnail }, side, className }: SavedPictureProps) {
  const source = thumbnail ?? `${picturePath(id)}?width=${WIDTH}`;
  return <img className={className} src={source} alt="" width={side} height={side} loading="lazy" />;
}
