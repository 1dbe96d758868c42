/**
 * Entry of the vision worker. The page starts it as a module worker and wraps it with Comlink as VisionWorker<BrowserPicture>
 * (core/vision-api.ts); it must replace Comlink's "throw" handler in the same way, so that coded errors arrive whole.
 */
import { expose } from 'comlink';
import { keepErrorCodes } from './coded-errors.ts';
import { createVisionWorker } from './vision-worker.ts';

keepErrorCodes();
expose(createVisionWorker());
