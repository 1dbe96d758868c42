/**
 * When nothing is found in a photo, what do the detector's weak guesses tell of how large its subject is? On training photos, made
 * tiny on a plain ground, or dark: `npm run bench:tips -- [--photos 60] [--models models]`. GUESS_SCORE of `src/vision/pipeline.ts`
 * and FAR_BELOW of `src/core/photo-quality.ts` come from it.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { decodePicture } from '../src/vision/node/decode.ts';
import { type NodeVision, openNodeVision } from '../src/vision/node/vision.ts';
import { DATA, streetPhotos } from './street-photos.ts';

const { photos, models } = parseArgs({
  options: { photos: { type: 'string', default: '60' }, models: { type: 'string', default: 'models' } },
}).values;
const GUESS_SCORES = [0.05, 0.04, 0.03, 0.02];
const GROUND = '#8a9088';

type Change = (photo: string) => Promise<Uint8Array>;

const tiny =
  (part: number): Change =>
  async (photo) => {
    const { width, height } = await sharp(photo).metadata();
    const small = await sharp(photo)
      .resize({ height: Math.round(height / part) })
      .toBuffer();
    const plain = sharp({ create: { width, height, channels: 3, background: GROUND } });
    return plain
      .composite([{ input: small }])
      .jpeg()
      .toBuffer();
  };
const dark =
  (part: number): Change =>
  (photo) =>
    sharp(photo)
      .linear(1 / part, 0)
      .jpeg()
      .toBuffer();

/** Longer side of the largest guess from each score on, as a part of the photo's; null when something is found. */
async function subjects(vision: NodeVision, photo: Uint8Array): Promise<(number | null)[] | null> {
  const picture = await decodePicture(photo);
  if ((await vision.detect(picture)).length > 0) return null;
  const guesses = await vision.detect(picture, { minScore: Math.min(...GUESS_SCORES) });
  return GUESS_SCORES.map((least) => {
    const sides = guesses.filter(({ score }) => score >= least).map(({ box }) => Math.max(box.width, box.height));
    return sides.length > 0 ? Math.max(...sides) / Math.max(picture.width, picture.height) : null;
  });
}

const all = await streetPhotos('train');
const step = Math.max(1, Math.floor(all.length / Number(photos)));
const names = all.filter((_, index) => index % step === 0).slice(0, Number(photos));
const vision = await openNodeVision(models);
const changes = { '1/6': tiny(6), '1/8': tiny(8), '1/12': tiny(12), '1/16 of the light': dark(16), '1/50': dark(50) };
for (const [name, change] of Object.entries(changes)) {
  const missed: (number | null)[][] = [];
  for (const photo of names) {
    const sides = await subjects(vision, await change(join(DATA, 'street', 'photos', `${photo}.jpg`)));
    if (sides) missed.push(sides);
  }
  console.log(`${name}: nothing found in ${missed.length} of ${names.length}`);
  if (missed.length === 0) continue;
  for (const [i, least] of GUESS_SCORES.entries()) {
    const known = missed.map((sides) => sides[i]).filter((side): side is number => typeof side === 'number');
    const range = known.length > 0 ? `, side ${Math.min(...known).toFixed(2)} to ${Math.max(...known).toFixed(2)}` : '';
    console.log(`  guesses from ${least}: ${missed.length - known.length} without one${range}`);
  }
}
await vision.close();
