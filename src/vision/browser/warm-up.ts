/** The first run of everything costs a multiple of the later ones: the browser compiles code when it is first used. */
import type { Picture, Pipeline } from '../pipeline.ts';

/** A portrait of nothing, as large as photos mostly are when the models see them. */
const SIZE = { width: 720, height: 1080 };

function nothing(): Picture {
  const data = Uint8ClampedArray.from({ length: SIZE.width * SIZE.height * 4 }, (_, i) => (i * 31) % 256);
  return { raster: { ...SIZE, data }, ...SIZE };
}

/** Goes the whole way once, so that the first photo need not pay for it. */
export async function warmUp(pipeline: Pipeline): Promise<void> {
  const picture = nothing();
  await pipeline.detect(picture);
  await pipeline.describe(picture, null);
}
