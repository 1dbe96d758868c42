/** The work of `describe`: several pictures at once, lines in order, a broken picture costs its own line only. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toTongkuanError } from '#core/errors.ts';
import { decodePicture } from '#vision/node/decode.ts';
import { type NodeVision, openNodeVision } from '#vision/node/vision.ts';
import type { LookedAt, Picture } from '#vision/pipeline.ts';
import { descriptionJson, itemJson } from './description-json.ts';
import { pictureFiles } from './feed/folder.ts';
import { mapOrdered } from './importing/ordered.ts';
import { readPictureFile } from './pictures/source.ts';
import { answer, stopSignal } from './terminal.ts';

/** Pictures in work at once. */
const IN_FLIGHT = 8;

export interface DescribeOptions {
  readonly models: string;
  /** Least probability of an item that is listed. */
  readonly minScore: number;
  readonly wholeOnly?: boolean;
  readonly boxesOnly?: boolean;
  readonly fabric?: boolean;
}

/** Prints the lines; exit code 1 when a picture could not be read. @throws MODEL_*, MANIFEST_INVALID */
export async function describePictures(paths: string[], options: DescribeOptions): Promise<void> {
  const vision = await openNodeVision(options.models);
  let failed = false;
  try {
    for await (const line of mapOrdered(files(paths), IN_FLIGHT, (file) => describeFile(file, vision, options))) {
      failed ||= 'error' in line;
      await answer(line);
    }
  } finally {
    await vision.close();
  }
  if (failed) process.exitCode ||= 1;
}

async function* files(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (info) => info.isDirectory(),
      () => false, // what is not there is said in its line
    );
    for (const file of isFolder ? await pictureFiles(path) : ['']) {
      if (stopSignal.aborted) return;
      yield file === '' ? path : join(path, file);
    }
  }
}

async function describeFile(file: string, vision: NodeVision, options: DescribeOptions): Promise<object> {
  try {
    const picture = await decodePicture(await readPictureFile(file));
    const { width, height } = picture;
    const mode = options.fabric ? 'fabric' : 'item';
    return {
      file,
      width,
      height,
      ...(options.wholeOnly ? {} : { items: await itemsIn(picture, vision, options) }),
      ...(options.boxesOnly ? {} : { whole: descriptionJson(await vision.describe(picture, null, { mode })) }),
    };
  } catch (thrown) {
    const { code, message } = toTongkuanError(thrown);
    return { file, error: { code, message } };
  }
}

/** Best first. Whatever is described is looked at again, unless a patch of fabric is all that is seen of it. */
async function itemsIn(picture: Picture, vision: NodeVision, options: DescribeOptions): Promise<object[]> {
  const { minScore, boxesOnly, fabric } = options;
  const found = await vision.detect(picture, { minScore });
  if (boxesOnly) return found.map((item) => itemJson(item, null));
  const looked: LookedAt[] = [];
  for (const item of found)
    looked.push(
      fabric
        ? { item, description: await vision.describe(picture, item.box, { kind: item.kind, mode: 'fabric' }) }
        : await vision.lookAgain(picture, item),
    );
  return looked
    .filter(({ item }) => item.score >= minScore)
    .sort((a, b) => b.item.score - a.item.score)
    .map(({ item, description }) => itemJson(item, description));
}
