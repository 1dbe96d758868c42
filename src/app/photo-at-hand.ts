/** The photo at hand: shown, opened in the worker, left, and taken up again. Knows no search. */
import { TongkuanError } from '#core/errors.ts';
import type { DetectedItem } from '#core/vision-api.ts';
import type { FlowState, PhotoView, Wanted } from './flow.ts';
import { throwIfAborted } from './services/guard.ts';
import type { Vision, VisionPhoto } from './services/vision-client.ts';

export interface PhotoDeps {
  readonly vision: Vision;
  readonly check: (photo: Blob) => Blob;
  readonly show: (photo: Blob) => Promise<PhotoView>;
  readonly hide: (photo: PhotoView) => void;
}

/** What is known of a photo before it is looked at. */
export interface KnownBefore extends Wanted {
  /** Of one that was searched before; absent for a new one. */
  readonly id?: string;
}

interface Held {
  readonly picture: Blob;
  /** Names it on this device, however often it is searched. */
  readonly photoId: string;
  readonly known: KnownBefore | undefined;
  /** Its pixels in the worker; null before it was looked at. */
  readonly opened: VisionPhoto | null;
}

/**
 * A photo that was left and may be looked at again, with all that was found in it. The worker holds none of its pixels; its
 * address on screen stays valid until `discard`.
 */
export interface SetAside extends Held {
  readonly state: FlowState;
}

export class PhotoAtHand {
  #held: Held | null = null;
  #adding = new AbortController();
  #looking = new AbortController();
  readonly #deps: PhotoDeps;

  constructor(deps: PhotoDeps) {
    this.#deps = deps;
  }

  /** Null while there is no photo. */
  held(): Held | null {
    return this.#held;
  }

  /**
   * Makes a photo fit to be shown; of two added one after the other, the later one counts.
   * @throws what `check` and `show` throw; ABORTED when another photo came first
   */
  async show(picture: Blob): Promise<PhotoView> {
    this.#adding.abort();
    this.#adding = new AbortController();
    const { signal } = this.#adding;
    const photo = await this.#deps.show(this.#deps.check(picture)).catch((thrown: unknown) => {
      throwIfAborted(signal);
      throw thrown;
    });
    if (!signal.aborted) return photo;
    this.#deps.hide(photo);
    throw new TongkuanError('ABORTED');
  }

  hold(picture: Blob, known?: KnownBefore): void {
    this.#held = { picture, known, photoId: known?.id ?? newId(), opened: null };
  }

  takeUp({ state: _, ...held }: SetAside): void {
    this.#held = held;
  }

  /** Opens it and finds what is in it. @throws what the worker throws; ABORTED when it was left, or looked at anew */
  async look(onOpened: () => void): Promise<readonly DetectedItem[]> {
    this.#looking.abort();
    this.#looking = new AbortController();
    const { signal } = this.#looking;
    if (!this.#held) throw new TongkuanError('ABORTED');
    try {
      const opened = await this.#deps.vision.open(this.#held.picture, signal);
      throwIfAborted(signal);
      this.#held = { ...this.#held, opened };
      onOpened();
      const items = await this.#deps.vision.detect(opened, signal);
      throwIfAborted(signal);
      return items;
    } catch (thrown) {
      throwIfAborted(signal);
      throw thrown;
    }
  }

  /** Stops all work on it and frees its pixels in the worker, which opens it again should it be needed. */
  leave(state: FlowState): SetAside | null {
    this.#adding.abort();
    this.#looking.abort();
    const held = this.#held;
    if (held?.opened) this.#deps.vision.release(held.opened);
    this.#held = null;
    return held && { ...held, state };
  }

  /** Frees a photo that was set aside. */
  discard(aside: SetAside | null): void {
    if (aside?.state.photo) this.#deps.hide(aside.state.photo);
  }
}

/** `crypto.randomUUID` needs https. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}
