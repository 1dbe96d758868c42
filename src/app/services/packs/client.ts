/** The page's way to the pack worker, which is started when it is first needed and replaced when it dies. */
import { proxy, type Remote, wrap } from 'comlink';
import { TongkuanError } from '#core/errors.ts';
import { keepErrorCodes } from '../coded-errors.ts';
import { guarded } from '../guard.ts';
import type { WorkerLike } from '../worker-session.ts';
import type { PackProducts, PackSearchAnswer, PackWorker } from './types.ts';

interface Session {
  readonly remote: Remote<PackWorker>;
  readonly died: Promise<never>;
}

/** Starts the real worker; the only place that names its file. */
export function createPackWorker(): Worker {
  return new Worker(new URL('./pack-worker.ts', import.meta.url), { type: 'module', name: 'packs' });
}

/** Calls fail with PACK_FETCH when the worker dies under them. */
export function packClient(createWorker: () => WorkerLike): PackWorker {
  let session: Session | undefined;

  function start(): Session {
    const worker = createWorker();
    const died = new Promise<never>((_, reject) => {
      const die = () => {
        session = undefined;
        worker.terminate();
        reject(new TongkuanError('PACK_FETCH', { reason: 'worker died' }));
      };
      worker.addEventListener('error', die);
      worker.addEventListener('messageerror', die);
    });
    died.catch(() => {});
    return { remote: wrap<PackWorker>(worker), died };
  }

  async function call<T>(work: (remote: Remote<PackWorker>) => Promise<T>): Promise<T> {
    session ??= start();
    const { remote, died } = session;
    return guarded(work(remote), { died });
  }

  keepErrorCodes();
  return {
    shelf: () => call((remote) => remote.shelf()),
    want: (wishes) => call((remote) => remote.want(wishes)),
    download: (category, onProgress) => call((remote) => remote.download(category, proxy(onProgress))),
    pause: () => call((remote) => remote.pause()),
    discard: () => call((remote) => remote.discard()),
    update: (category) => call((remote) => remote.update(category)),
    mark: (category, deleted) => call((remote) => remote.mark(category, deleted)),
    forget: () => call((remote) => remote.forget()),
    search: (vector, query) => call<PackSearchAnswer>(async (remote) => remote.search(vector, query)),
    withGtins: (gtins) => call<PackProducts>(async (remote) => remote.withGtins(gtins)),
    similar: (id, query) => call<PackSearchAnswer>(async (remote) => remote.similar(id, query)),
    offers: (id) => call<PackProducts>(async (remote) => remote.offers(id)),
  };
}
