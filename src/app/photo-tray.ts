/**
 * The photos at hand: one is on screen, the others wait, each with what was chosen and found in it. Stands in front of the
 * flow, which knows one photo; knows no React and no browser.
 */
import { TongkuanError } from '#core/errors.ts';
import { PHOTOS_MOST } from '#core/shared-photo.ts';
import type { FlowController } from './flow-controller.ts';
import { Observable } from './observable.ts';
import type { KnownBefore, SetAside } from './photo-at-hand.ts';

export interface TrayPhoto {
  readonly id: number;
  /** A small picture as a data: address; null while there is none. */
  readonly thumbnail: string | null;
}

export interface TrayState {
  /** In the order in which they came. */
  readonly photos: readonly TrayPhoto[];
  /** Id of the one on screen; null: none is. */
  readonly current: number | null;
}

export interface TrayDeps {
  readonly flow: FlowController;
  /** Makes a small picture. Rejects for a file that can never be shown. */
  readonly thumbnail: (picture: Blob) => Promise<string>;
}

export interface AddOptions {
  /** Joins what is there, also where a single new photo would replace a single old one. */
  readonly beside?: boolean;
  /** The photo was searched before. */
  readonly known?: KnownBefore;
}

interface Entry {
  readonly picture: Blob;
  readonly known: KnownBefore | undefined;
  thumbnail: string | null;
  /** What was found in it; null while it is on screen or was never looked at. */
  aside: SetAside | null;
}

export class PhotoTray extends Observable<TrayState> {
  #lastId = 0;
  #current: number | null = null;
  #drawing: Promise<void> = Promise.resolve();
  readonly #entries = new Map<number, Entry>();
  readonly #deps: TrayDeps;

  constructor(deps: TrayDeps) {
    super({ photos: [], current: null });
    this.#deps = deps;
  }

  /**
   * Takes photos: the first that can be shown opens at once, the others wait. A lone photo is replaced by a lone new one;
   * several stay, and what comes joins them. What is too much or cannot be read is left out, and the flow says why.
   */
  async add(pictures: readonly Blob[], { beside = false, known }: AddOptions = {}): Promise<void> {
    if (pictures.length === 0) return;
    const replaced = !beside && pictures.length === 1 && this.#entries.size === 1 ? [...this.#entries.keys()] : [];
    const room = PHOTOS_MOST - this.#entries.size + replaced.length;
    const refusals: unknown[] = pictures.length > room ? [new TongkuanError('PICTURES_TOO_MANY')] : [];
    const added = pictures.slice(0, room).map((picture) => this.#enter(picture, known));
    let outcome: Outcome = 'refused';
    for (const id of added) {
      outcome = await this.#place(id, refusals);
      if (outcome !== 'refused') break;
    }
    if (outcome === 'shown') for (const id of replaced) this.#drop(id);
    if (outcome === 'superseded' && replaced.length > 0) for (const id of added) this.#drop(id);
    await this.#goOn(refusals);
  }

  /** Goes to another photo, which is as it was left. */
  async open(id: number): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry || id === this.#current) return;
    const refusals: unknown[] = [];
    if (entry.aside) this.#resume(id, entry, entry.aside);
    else await this.#place(id, refusals);
    await this.#goOn(refusals);
  }

  /** Takes a photo out; in the place of the one on screen comes its neighbour, or the empty screen. */
  async remove(id: number): Promise<void> {
    const ids = [...this.#entries.keys()];
    const at = ids.indexOf(id);
    if (at < 0) return;
    const neighbour = ids[at + 1] ?? ids[at - 1];
    if (neighbour === undefined) return this.clear();
    this.#drop(id);
    this.#publish();
    if (id === this.#current) await this.#openInstead(id, neighbour);
  }

  /** Takes out the photo on screen. */
  readonly leave = (): void => {
    if (this.#current !== null) void this.remove(this.#current);
  };

  /** Back to the empty screen; nothing is kept. */
  readonly clear = (): void => {
    for (const id of [...this.#entries.keys()]) this.#drop(id);
    this.#current = null;
    this.#publish();
    this.#deps.flow.close();
  };

  /** Of what is left, one that can be shown. */
  async #openInstead(gone: number, wanted: number): Promise<void> {
    await this.open(wanted);
    if (this.#current !== gone) return;
    const [other] = this.#entries.keys();
    if (other === undefined) this.clear();
    else await this.#openInstead(gone, other);
  }

  #enter(picture: Blob, known: KnownBefore | undefined): number {
    this.#lastId += 1;
    this.#entries.set(this.#lastId, { picture, known, thumbnail: null, aside: null });
    return this.#lastId;
  }

  #drop(id: number): void {
    this.#deps.flow.discard(this.#entries.get(id)?.aside ?? null);
    this.#entries.delete(id);
  }

  /** Shows a photo that was never looked at; one that cannot be shown leaves the tray. */
  async #place(id: number, refusals: unknown[]): Promise<Outcome> {
    const entry = this.#entries.get(id);
    if (!entry) return 'superseded';
    try {
      this.#keep(await this.#deps.flow.place(entry.picture, entry.known), id);
      return 'shown';
    } catch (thrown) {
      if (thrown instanceof TongkuanError && thrown.code === 'ABORTED') return 'superseded';
      this.#drop(id);
      refusals.push(thrown);
      return 'refused';
    }
  }

  #resume(id: number, entry: Entry, aside: SetAside): void {
    entry.aside = null;
    this.#keep(this.#deps.flow.resume(aside), id);
  }

  /** Another photo is on screen now: what was there before waits, unless it was taken out. */
  #keep(left: SetAside | null, shown: number): void {
    const entry = this.#current === null ? undefined : this.#entries.get(this.#current);
    if (entry) entry.aside = left;
    else this.#deps.flow.discard(left);
    this.#current = shown;
  }

  /** After a change: says what was refused, looks at the photo on screen, draws the small pictures. */
  async #goOn(refusals: readonly unknown[]): Promise<void> {
    this.#publish();
    if (refusals.length > 0) this.#deps.flow.reject(refusals[0]);
    await Promise.all([this.#deps.flow.proceed(), this.#drawThumbnails()]);
  }

  /** One after the other, so that never more than one photo is decoded for it; a lone photo needs none. */
  #drawThumbnails(): Promise<void> {
    this.#drawing = this.#drawing.then(async () => {
      for (const [id, entry] of this.#entries) {
        if (this.#entries.size < 2) return;
        if (entry.thumbnail === null) await this.#drawThumbnail(id, entry);
      }
    });
    return this.#drawing;
  }

  async #drawThumbnail(id: number, entry: Entry): Promise<void> {
    try {
      entry.thumbnail = await this.#deps.thumbnail(entry.picture);
    } catch (thrown) {
      if (id === this.#current || entry.aside) return; // it could be shown, so it stays
      this.#drop(id);
      this.#deps.flow.reject(thrown);
    }
    this.#publish();
  }

  #publish(): void {
    const photos = [...this.#entries].map(([id, { thumbnail }]) => ({ id, thumbnail }));
    this.set({ photos, current: this.#current });
  }
}

/** refused: it cannot be shown · superseded: the shopper went to another one meanwhile. */
type Outcome = 'shown' | 'refused' | 'superseded';
