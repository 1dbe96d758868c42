/** What the pack worker does, apart from being a worker: storage, network and locks are passed in. */
import { TongkuanError } from '#core/errors.ts';
import { type DownloadDeps, deleteFiles, fileOf, runDownload } from './downloads.ts';
import { PackSearcher } from './searcher.ts';
import type { Download, KeptPack, PackWorker, Progress } from './types.ts';
import { updatePack } from './update.ts';

export interface PacksDeps extends DownloadDeps {
  /** Runs what writes while no other tab does. */
  readonly alone: <T>(job: () => Promise<T>) => Promise<T>;
}

/** The page draws a bar; more than ten steps a second nobody sees. */
const PROGRESS_MS = 100;

function nowAndThen(onProgress: (progress: Progress) => void): (progress: Progress) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (progress) => {
    if (performance.now() - told < PROGRESS_MS && progress.loaded < progress.total) return;
    told = performance.now();
    onProgress(progress);
  };
}

export function createPacks(deps: PacksDeps): PackWorker {
  const { store, alone } = deps;
  const searcher = new PackSearcher(deps);
  let running = new AbortController();

  async function loadedOf({ category, version }: Download): Promise<number> {
    if (version === null) return 0;
    const files = [fileOf(category, version, 'pack'), fileOf(category, version, 'pictures')];
    const lengths = await Promise.all(files.map((file) => store.length(file)));
    return lengths.reduce((sum, length) => sum + length, 0);
  }

  async function packOf(category: number): Promise<KeptPack> {
    const pack = (await store.packs()).find((each) => each.category === category);
    if (!pack) throw new TongkuanError('PACK_UNKNOWN', { category });
    return pack;
  }

  /** Files that nothing refers to: left by a page that was closed in the middle of an update. */
  async function sweep(): Promise<void> {
    const named = [...(await store.packs()), ...(await store.downloads())];
    const wanted = new Set(named.map(({ category, version }) => `${category}/${version}`));
    for (const file of await store.files()) {
      if (!wanted.has(file.slice(0, file.lastIndexOf('/')))) await store.deleteFile(file);
    }
  }

  return {
    async shelf() {
      const downloads = (await store.downloads()).map(async (each) => ({ ...each, loaded: await loadedOf(each) }));
      return { packs: await store.packs(), downloads: await Promise.all(downloads) };
    },
    async want(wishes) {
      const noted = await store.downloads();
      const kept = await store.packs();
      for (const wish of wishes) {
        const { category, pictures, total } = wish;
        const before = noted.find((each) => each.category === category);
        // a pack that is there already needs no more than its pictures, unless the shop has another by now
        const same = kept.some((each) => each.category === category && each.version === wish.version);
        const version = before?.version ?? (same ? wish.version : null);
        await store.putDownload({ category, pictures, total, version, loaded: 0 });
      }
    },
    download(category, onProgress) {
      running = new AbortController();
      const { signal } = running;
      return alone(() => runDownload(deps, category, signal, nowAndThen(onProgress)));
    },
    async pause() {
      running.abort();
    },
    async discard() {
      running.abort();
      await alone(async () => {
        const kept = new Set((await store.packs()).map(({ category, version }) => `${category}/${version}`));
        for (const { category, version } of await store.downloads()) {
          await store.deleteDownload(category);
          if (version !== null && !kept.has(`${category}/${version}`)) await deleteFiles(deps, category, version);
        }
      });
    },
    async update(category) {
      running = new AbortController();
      const { signal } = running;
      return alone(async () => updatePack(deps, await packOf(category), signal));
    },
    // not alone: a download of another pack may take minutes
    mark: async (category, deleted) => store.putPack({ ...(await packOf(category)), deleted }),
    forget: () =>
      alone(async () => {
        for (const { category, deleted } of await store.packs()) if (deleted) await store.deletePack(category);
        await sweep();
        searcher.forget();
      }),
    search: (vector, query) => searcher.search(vector, query),
    withGtins: (gtins) => searcher.withGtins(gtins),
    similar: (id, query) => searcher.similar(id, query),
    offers: (id) => searcher.offers(id),
  };
}
