import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { decodePicture } from '#vision/node/decode.ts';
import { openNodeVision } from '#vision/node/vision.ts';
import type { Picture } from '#vision/pipeline.ts';
import { drawPicture, MODELS } from '../testing.ts';
import { lookAt } from './looking.ts';
import { VisionPool } from './vision-pool.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 120_000 }); // threads are started and models loaded, on busy machines too

let folder: string;
const pictures: Picture[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongkuan-pool-'));
  for (const i of [1, 2, 3, 4, 5, 6]) {
    const path = join(folder, `${i}.png`);
    await drawPicture(path, i);
    pictures.push(await decodePicture(path));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('threads see what this one sees, each picture its own, and the picture is left as it was', async () => {
  const vision = await openNodeVision(MODELS);
  const pool = new VisionPool(MODELS, { lanes: 2 });
  expect(pool.isUsed).toBe(false);
  const before = pictures.map(({ raster }) => Buffer.from(raster.data));
  const looked = await Promise.all(pictures.map((picture, i) => pool.look(picture, i % 2 ? ['dress'] : [])));
  for (const [i, picture] of pictures.entries()) {
    const { seen } = await lookAt(vision, picture, i % 2 ? ['dress'] : []);
    expect(looked[i]?.seen).toEqual(seen);
    expect(Buffer.from(picture.raster.data)).toEqual(before[i]);
  }
  expect(pool.isUsed).toBe(true);
  await pool.close();
  await vision.close();
});

test('missing models are told by every picture; closing comes to an end all the same', async () => {
  const pool = new VisionPool(folder, { lanes: 2 });
  const looks = await Promise.allSettled(pictures.map((picture) => pool.look(picture, [])));
  for (const look of looks) expect(look).toMatchObject({ status: 'rejected', reason: { code: 'MODEL_FETCH' } });
  await pool.close();
});
