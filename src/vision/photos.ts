/** The pictures a worker holds open. */
import { TongkuanError } from '#core/errors.ts';
import type { OpenPhoto } from '#core/vision-api.ts';
import type { Picture } from './pipeline.ts';

/** The one being looked at and the one being opened; 1280 × 960 pixels take 5 MB each. */
const MOST_OPEN = 2;

export class OpenPhotos {
  #lastId = 0;
  /** In the order of last use. */
  readonly #pictures = new Map<number, Picture>();

  /** Keeps a picture; the one not used for longest goes when there are too many. */
  add(picture: Picture): OpenPhoto {
    this.#lastId += 1;
    this.#pictures.set(this.#lastId, picture);
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > MOST_OPEN && oldest !== undefined) this.#pictures.delete(oldest);
    return { photoId: this.#lastId, width: picture.width, height: picture.height };
  }

  /** @throws PHOTO_UNKNOWN */
  get(photoId: number): Picture {
    const picture = this.#pictures.get(photoId);
    if (!picture) throw new TongkuanError('PHOTO_UNKNOWN', { photoId });
    this.#pictures.delete(photoId);
    this.#pictures.set(photoId, picture);
    return picture;
  }

  release(photoId: number): void {
    this.#pictures.delete(photoId);
  }
}
