/** What is seen in one catalogue picture: the product found in it where its kind is known, described by the models. */
import type { Description, Kind } from '#core/vision-api.ts';
import type { NodeVision } from '#vision/node/vision.ts';
import type { Picture } from '#vision/pipeline.ts';
import { regionOf } from './region.ts';

/** A picture's description and what it cost. */
export interface Looked {
  readonly seen: Description;
  readonly detectMs: number;
  readonly embedMs: number;
}

/** @param kinds what the product can be; none: the whole picture is taken */
export async function lookAt(vision: NodeVision, picture: Picture, kinds: readonly Kind[]): Promise<Looked> {
  const startedAt = performance.now();
  const item = kinds.length === 0 ? null : regionOf(await vision.detect(picture), kinds, picture);
  const detectedAt = performance.now();
  const seen = await vision.describe(picture, item?.box ?? null, item ? { kind: item.kind } : {});
  return { seen, detectMs: detectedAt - startedAt, embedMs: performance.now() - detectedAt };
}
