/** All that is kept on this device, as a file to take along, and back from one. Knows no React and no browser. */
import { TongkuanError } from '#core/errors.ts';
import type { DataFile } from './services/data-file-client.ts';
import type { HistoryStore } from './services/history-store.ts';
import type { SavedStore } from './services/saved-store.ts';

export interface OwnDataDeps {
  readonly saved: SavedStore;
  readonly history: HistoryStore;
  /** What writes and reads the file; loaded when it is needed. */
  readonly dataFile: () => Promise<DataFile>;
  /** Called after an import: lists on screen read anew. */
  readonly onImport: () => void;
}

/** How many entries were new, or newer than what was there. */
export interface Imported {
  readonly saved: number;
  readonly searches: number;
}

export class OwnData {
  readonly #deps: OwnDataDeps;

  constructor(deps: OwnDataDeps) {
    this.#deps = deps;
  }

  /** @throws STORAGE_FAILED, DATA_FAILED */
  readonly export = async (): Promise<Blob> => {
    const file = await this.#deps.dataFile();
    return file.write(await this.#all());
  };

  /**
   * Adds what the file holds to what is kept; of two with the same id the newer stays. A file that is not valid changes
   * nothing.
   * @throws DATA_TOO_LARGE, DATA_VERSION, DATA_INVALID, STORAGE_FAILED, DATA_FAILED
   */
  readonly import = async (file: Blob): Promise<Imported> => {
    const data = await (await this.#deps.dataFile()).read(file);
    const here = await this.#all();
    try {
      const saved = newer(data.saved, here.saved);
      for (const one of saved) await this.#deps.saved.put(one);
      const searches = newer(data.searches, here.searches);
      for (const one of searches) await this.#deps.history.put(one);
      return { saved: saved.length, searches: searches.length };
    } catch (cause) {
      throw new TongkuanError('STORAGE_FAILED', {}, { cause });
    } finally {
      this.#deps.onImport();
    }
  };

  async #all() {
    try {
      return { saved: await this.#deps.saved.list(), searches: await this.#deps.history.list() };
    } catch (cause) {
      throw new TongkuanError('STORAGE_FAILED', {}, { cause });
    }
  }
}

interface Kept {
  readonly id: string;
  readonly time: number;
}

/** Oldest first, so that the newest stay where only some have room. */
function newer<T extends Kept>(theirs: readonly T[], ours: readonly Kept[]): T[] {
  const times = new Map(ours.map(({ id, time }) => [id, time]));
  return theirs.filter(({ id, time }) => time > (times.get(id) ?? -1)).sort((a, b) => a.time - b.time);
}
