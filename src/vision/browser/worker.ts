/**
 * Entry of the vision worker. The page starts it as a module worker and wraps it with Comlink as VisionWorker<BrowserPicture>
 * (core/vision-api.ts); it must replace Comlink's "throw" handler in the same way, so that coded errors arrive whole.
 */
import { expose, transferHandlers } from 'comlink';
import { reviveThrown, serialiseThrown, type ThrownWire } from '#core/error-transfer.ts';
import { createVisionWorker } from './vision-worker.ts';

const original = transferHandlers.get('throw');
if (original) {
  transferHandlers.set('throw', {
    canHandle: original.canHandle,
    serialize: (thrown) => [serialiseThrown((thrown as { value: unknown }).value), []],
    deserialize: (wire) => {
      throw reviveThrown(wire as ThrownWire);
    },
  });
}

expose(createVisionWorker());
