/** A shop that publishes a new version of the page while somebody has the old one open. */
import { type Front, standInFrontOf } from './front.ts';

/** Stands on `<html>` of the new version, so that a test can tell the two apart. */
export const VERSION = 'data-version';

export class ShopWithVersions {
  readonly #front: Front;
  #published: string | null = null;

  private constructor(front: Front) {
    this.#front = front;
  }

  /** @param behind address of the server that has the build */
  static async open(behind: string): Promise<ShopWithVersions> {
    const front = await standInFrontOf(behind, {
      readable: true,
      change: (path, { body }) => shop.#asPublished(path, body),
    });
    const shop = new ShopWithVersions(front);
    return shop;
  }

  get url(): string {
    return this.#front.url;
  }

  /** From now on the server has a page of this name and a service worker that lists it. */
  publishes(version: string): void {
    this.#published = version;
  }

  close(): void {
    this.#front.close();
  }

  /** As a new build would be: another page, and another revision of it in the service worker's list. */
  #asPublished(path: string, body: Buffer): Buffer {
    if (!this.#published) return body;
    const { pathname } = new URL(path, this.url);
    if (pathname === '/sw.js') return replaced(body, /(`\/index\.html`,revision:`)[^`]+/, `$1${this.#published}`);
    if (pathname === '/index.html') return replaced(body, /<html/, `<html ${VERSION}="${this.#published}"`);
    return body;
  }
}

function replaced(body: Buffer, pattern: RegExp, by: string): Buffer {
  const text = body.toString('utf8');
  if (!pattern.test(text)) throw new Error(`the build has no ${pattern}`);
  return Buffer.from(text.replace(pattern, by));
}
