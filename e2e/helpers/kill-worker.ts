/** Kills the page's vision worker in the middle of its work, as a system short of memory does. */
import type { Page } from '@playwright/test';

/** silently: gone without an event · loudly: by an error of its own that nobody caught */
export type Death = 'silently' | 'loudly';

/** Call it before the page is opened. The first vision worker dies as soon as it is asked to look at a picture; the next ones live. */
export async function killsTheFirstWorker(page: Page, death: Death): Promise<void> {
  await page.addInitScript((how) => {
    let killed = false;
    globalThis.Worker = class extends Worker {
      readonly #isVision: boolean;

      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.#isVision = options?.name === 'vision';
      }

      override postMessage(
        message: { path?: readonly string[] },
        transfer?: StructuredSerializeOptions | Transferable[],
      ) {
        super.postMessage(message, transfer as Transferable[]);
        if (killed || !this.#isVision || message.path?.[0] !== 'detect') return;
        killed = true;
        if (how === 'silently') this.terminate();
        else super.postMessage({ argumentList: 'killed' }); // its listener fails outside of any call
      }
    } as typeof Worker;
  }, death);
}
