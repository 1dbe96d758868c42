/** Travel packs: what the shop offers, what is on this device, and what is on its way. Knows no React and no browser. */
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { PackListing } from '#core/search-protocol.ts';
import { Observable } from './observable.ts';
import { NO_PACKS, outdated, type PacksState, sizeOf, waiting } from './packs-state.ts';
import type { KeptPack, PackWorker, Progress } from './services/packs/types.ts';

export interface PacksDeps {
  readonly worker: PackWorker;
  readonly list: () => Promise<PackListing>;
  readonly room: () => Promise<number | null>;
  /** Asks the browser not to clear what is kept. */
  readonly persist: () => Promise<void>;
}

export class TravelPacks extends Observable<PacksState> {
  readonly #deps: PacksDeps;

  constructor(deps: PacksDeps) {
    super(NO_PACKS);
    this.#deps = deps;
  }

  /** Reads what is here and asks what the shop has; never rejects. */
  readonly open = async (): Promise<void> => {
    this.#set({ error: null, changes: null });
    await this.#guarded(() => this.#read());
    if (this.state().shop !== 'here') this.#set({ shop: 'loading' });
    await this.refresh();
  };

  /** Asks again what the shop has, because its pictures were not ready, or the network was not. */
  readonly refresh = async (): Promise<void> => {
    try {
      const { packs } = await this.#deps.list();
      this.#set({ shop: 'here', offered: packs });
    } catch {
      this.#set({ shop: 'failed' });
    }
  };

  /** Downloads the packs of these categories, one after the other. */
  readonly download = (categories: readonly number[], pictures: boolean): Promise<void> =>
    this.#guarded(async () => {
      const { offered, kept } = this.state();
      if (kept.length === 0) void this.#deps.persist();
      const chosen = offered.filter(({ category }) => categories.includes(category));
      await this.#deps.worker.want(
        chosen.map((pack) => {
          const { category, version } = pack;
          return { category, version, pictures, total: sizeOf(pack, pictures).bytes };
        }),
      );
      await this.#run();
    });

  readonly resume = (): Promise<void> => this.#guarded(() => this.#run());

  readonly pause = (): Promise<void> => this.#guarded(() => this.#deps.worker.pause());

  /** Stops what is on its way and forgets what has arrived of it. */
  readonly cancel = (): Promise<void> =>
    this.#guarded(async () => {
      this.#set({ transfer: null });
      await this.#deps.worker.discard();
      this.#set({ transfer: null });
      await this.#read();
    });

  readonly remove = (category: number): Promise<void> =>
    this.#guarded(async () => {
      await this.#deps.worker.mark(category, true);
      await this.#read();
    });

  /** Brings back what was deleted since `forget`. */
  readonly undo = (): Promise<void> =>
    this.#guarded(async () => {
      for (const { category } of this.state().deleted) await this.#deps.worker.mark(category, false);
      await this.#read();
    });

  /** What was deleted is gone for good. */
  readonly forget = (): Promise<void> =>
    this.#guarded(async () => {
      if (this.state().deleted.length === 0) return;
      await this.#deps.worker.forget();
      await this.#read();
    });

  /** Fetches what changed; a pack that is too old for that is downloaded anew. */
  readonly update = (): Promise<void> =>
    this.#guarded(async () => {
      this.#set({ updating: true, changes: null });
      try {
        await this.#update();
      } finally {
        this.#set({ updating: false });
        await this.#read();
      }
    });

  async #update(): Promise<void> {
    const sum = { added: 0, changed: 0, deleted: 0 };
    const whole: KeptPack[] = [];
    for (const pack of outdated(this.state())) {
      const changes = await this.#deps.worker.update(pack.category);
      if (!changes) whole.push(pack);
      sum.added += changes?.added ?? 0;
      sum.changed += changes?.changed ?? 0;
      sum.deleted += changes?.deleted ?? 0;
    }
    if (whole.length === 0) this.#set({ changes: sum });
    for (const pictures of [true, false]) {
      const alike = whole.filter(({ pictureBytes }) => pictureBytes > 0 === pictures);
      const categories = alike.map(({ category }) => category);
      if (alike.length > 0) await this.download(categories, pictures);
    }
  }

  async #run(): Promise<void> {
    if (this.state().transfer?.stage === 'running') return;
    const { worker } = this.#deps;
    const { downloads } = await worker.shelf();
    const begun = waiting(downloads);
    if (!begun) return;
    const { total } = begun;
    let done = 0;
    this.#set({ transfer: { ...begun, stage: 'running' } });
    try {
      for (const each of downloads) {
        await worker.download(each.category, (progress) => this.#progressed(progress, done, total - each.total));
        done += each.total;
        await this.#read();
      }
      this.#set({ transfer: null });
    } catch (thrown) {
      this.#stopped(toTongkuanError(thrown, 'PACK_FETCH'));
    }
    await this.#read();
  }

  /** done: bytes of the downloads before; others: bytes of all but this one. */
  #progressed({ loaded, total }: Progress, done: number, others: number): void {
    const { transfer } = this.state();
    if (transfer?.stage !== 'running') return;
    this.#set({ transfer: { ...transfer, loaded: done + loaded, total: others + total } });
  }

  #stopped(error: TongkuanError): void {
    const { transfer } = this.state();
    if (!transfer) return; // cancelled
    const paused = error.code === 'ABORTED';
    this.#set({ transfer: { ...transfer, stage: paused ? 'paused' : 'failed', error: paused ? null : error } });
  }

  async #read(): Promise<void> {
    const [{ packs, downloads }, room] = await Promise.all([this.#deps.worker.shelf(), this.#deps.room()]);
    const { transfer } = this.state();
    this.#set({
      kept: packs.filter(({ deleted }) => !deleted),
      deleted: packs.filter(({ deleted }) => deleted),
      transfer: transfer ?? waiting(downloads),
      room,
    });
  }

  async #guarded(job: () => Promise<void>): Promise<void> {
    try {
      this.#set({ error: null });
      await job();
    } catch (thrown) {
      this.#set({ error: toTongkuanError(thrown, 'STORAGE_FAILED') });
    }
  }

  #set(change: Partial<PacksState>): void {
    this.set({ ...this.state(), ...change });
  }
}
