/** When to offer that the page be kept as an app: once it has been of use, and not again soon. Knows no React. */
import { Observable } from './observable.ts';
import type { InstallWay } from './services/install.ts';
import type { Notes } from './services/notes.ts';

export interface InstallOfferState {
  /** How this browser installs the page; null: it cannot, or did. */
  readonly way: InstallWay | null;
  /** The page has been of use, and nobody said "not now" lately. */
  readonly due: boolean;
}

export interface InstallOfferDeps {
  readonly notes: Notes;
  readonly now: () => number;
}

const SEARCHES = 'install-searches';
const REFUSED = 'install-refused';
/** Successful searches after which somebody knows what this is. */
const ENOUGH_SEARCHES = 2;
const QUIET_MS = 30 * 24 * 3_600_000;

export class InstallOffer extends Observable<InstallOfferState> {
  #saved = false;
  #last: unknown = null;
  readonly #deps: InstallOfferDeps;

  constructor(deps: InstallOfferDeps) {
    super({ way: null, due: false });
    this.#deps = deps;
    this.#look();
  }

  readonly canInstall = (way: InstallWay | null): void => this.set({ ...this.state(), way });

  /** A search found products. @param description what was searched: another filter is no other search */
  searched(description: unknown): void {
    if (description === this.#last) return;
    this.#last = description;
    if (this.#searches() >= ENOUGH_SEARCHES) return;
    this.#deps.notes.write(SEARCHES, String(this.#searches() + 1));
    this.#look();
  }

  /** Something is saved. */
  saved(): void {
    if (this.#saved) return;
    this.#saved = true;
    this.#look();
  }

  /** Not now: silent for a month. */
  readonly refuse = (): void => {
    this.#deps.notes.write(REFUSED, String(this.#deps.now()));
    this.#look();
  };

  #searches(): number {
    return Number(this.#deps.notes.read(SEARCHES)) || 0;
  }

  #look(): void {
    const since = this.#deps.now() - (Number(this.#deps.notes.read(REFUSED)) || 0);
    const useful = this.#saved || this.#searches() >= ENOUGH_SEARCHES;
    const due = useful && since >= QUIET_MS;
    if (due !== this.state().due) this.set({ ...this.state(), due });
  }
}
