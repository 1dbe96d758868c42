import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodePicture } from './decode.ts';
import { openNodeVision } from './vision.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongkuan-models-'));
  for (const file of ['manifest.json', 'detector.onnx', 'embedder.onnx'])
    await cp(join('models', file), join(folder, file));
});
afterEach(() => rm(folder, { recursive: true }));

test('many calls at once answer what single calls answer', async () => {
  const vision = await openNodeVision(folder);
  const pictures = await Promise.all(
    ['wide', 'tall', 'small'].map((name) => decodePicture(`models/golden/${name}.png`)),
  );
  const alone = [];
  for (const picture of pictures) alone.push(await vision.describe(picture, null));
  expect(await Promise.all(pictures.map((picture) => vision.describe(picture, null)))).toEqual(alone);
  await vision.close();
});

test('a damaged model is not used', async () => {
  const bytes = await readFile(join(folder, 'embedder.onnx'));
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  await writeFile(join(folder, 'embedder.onnx'), bytes);
  await expect(openNodeVision(folder)).rejects.toMatchObject({
    code: 'MODEL_CORRUPT',
    details: { file: 'embedder.onnx' },
  });
});

test('missing and unreadable files are told apart', async () => {
  await rm(join(folder, 'detector.onnx'));
  await expect(openNodeVision(folder)).rejects.toMatchObject({ code: 'MODEL_FETCH' });
  await writeFile(join(folder, 'manifest.json'), '{"schemaVersion":3');
  await expect(openNodeVision(folder)).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
  await expect(openNodeVision('/no/such/folder')).rejects.toMatchObject({ code: 'MODEL_FETCH' });
});
