/** The page of `main.ts`: boxes and a vector of one photo, by this project and by MediaPipe's tasks, in turns. */
import { loadAndCompile, loadLiteRt } from '@litertjs/core';
import type { Box } from '#core/boxes.ts';
import type { ModelManifest } from '#core/manifest.ts';
import { decodePicture } from '#vision/browser/decode.ts';
import { runModel } from '#vision/browser/runtime.ts';
import { createPipeline, type ModelRunner, type Picture } from '#vision/pipeline.ts';

/** Two files of MediaPipe's. */
export interface Pair {
  readonly detector: string;
  readonly embedder: string;
}

export interface Asked {
  readonly photo: string;
  readonly pairs: readonly Pair[];
  /** Of this project; MediaPipe's wasm knows none but its own. */
  readonly threads: number;
  readonly runs: number;
  readonly warmUp: number;
}

/** Milliseconds of every run. */
export interface Times {
  readonly detect: number[];
  readonly embed: number[];
}

export interface Measured {
  readonly ours: Times;
  readonly pairs: readonly Times[];
  /** How many boxes this project found, and numbers in its vector: that something was computed. */
  readonly answered: readonly number[];
}

interface Runtime {
  readonly wasmLoaderPath: string;
}

interface TaskOptions {
  readonly baseOptions: { readonly modelAssetPath: string; readonly delegate: 'CPU' };
  readonly runningMode: 'IMAGE';
}

interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What is used of `@mediapipe/tasks-vision`, which is no dependency of the product. */
interface MediapipeTasks {
  readonly FilesetResolver: { forVisionTasks(folder: string): Promise<Runtime> };
  readonly ObjectDetector: {
    createFromOptions(
      runtime: Runtime,
      options: TaskOptions & { readonly scoreThreshold: number; readonly maxResults: number },
    ): Promise<{ detect(photo: ImageBitmap): { readonly detections: readonly unknown[] } }>;
  };
  readonly ImageEmbedder: {
    createFromOptions(
      runtime: Runtime,
      options: TaskOptions & { readonly l2Normalize: boolean; readonly quantize: boolean },
    ): Promise<{
      embed(
        photo: ImageBitmap,
        where: { readonly regionOfInterest: Region },
      ): { readonly embeddings: readonly { readonly quantizedEmbedding?: Uint8Array }[] };
    }>;
  };
}

interface Contestant {
  /** The photo is the contestant's own, and closed by it. */
  detect(photo: ImageBitmap): Promise<number>;
  /** Of the photo last detected. */
  embed(): Promise<number>;
  readonly times: Times;
}

/** Where a thing is in the photo, for both: random weights find none. */
function middle({ width, height }: { readonly width: number; readonly height: number }): Box {
  return { x: width / 4, y: height / 4, width: width / 2, height: height / 2 };
}

async function runnerOf(file: string, threads: number): Promise<ModelRunner> {
  const model = await loadAndCompile(`/models/${file}`, { accelerator: 'wasm', cpuOptions: { numThreads: threads } });
  return (input) => runModel(model, 'image', input);
}

async function ours(threads: number): Promise<Contestant> {
  const build = threads > 1 ? 'threaded' : 'compat';
  await loadLiteRt(`/litert/litert_wasm_${build}_internal.js`);
  const manifest: ModelManifest = await (await fetch('/models/manifest.json')).json();
  const { detector, embedder } = manifest;
  const run = {
    detector: await runnerOf(detector.web.file, threads),
    embedder: await runnerOf(embedder.web.file, threads),
  };
  const pipeline = createPipeline(manifest, run);
  let picture: Picture;
  return {
    times: { detect: [], embed: [] },
    async detect(photo) {
      picture = await decodePicture(photo);
      return (await pipeline.detect(picture)).length;
    },
    async embed() {
      return (await pipeline.describe(picture, middle(picture))).vector.length;
    },
  };
}

async function theirs({ detector, embedder }: Pair): Promise<Contestant> {
  const bundle = '/mediapipe/vision_bundle.mjs';
  const tasks: MediapipeTasks = await import(/* @vite-ignore */ bundle);
  const runtime = await tasks.FilesetResolver.forVisionTasks('/mediapipe/wasm');
  const optionsOf = (file: string) =>
    ({ baseOptions: { modelAssetPath: `/tasks/${file}`, delegate: 'CPU' }, runningMode: 'IMAGE' }) as const;
  const detecting = { ...optionsOf(detector), scoreThreshold: 0.5, maxResults: 10 };
  const embedding = { ...optionsOf(embedder), l2Normalize: true, quantize: true };
  const boxes = await tasks.ObjectDetector.createFromOptions(runtime, detecting);
  const vectors = await tasks.ImageEmbedder.createFromOptions(runtime, embedding);
  const regionOfInterest = { left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 };
  let last: ImageBitmap | null = null;
  return {
    times: { detect: [], embed: [] },
    async detect(photo) {
      last?.close();
      last = photo;
      return boxes.detect(photo).detections.length;
    },
    async embed() {
      const [vector] = last ? vectors.embed(last, { regionOfInterest }).embeddings : [];
      return vector?.quantizedEmbedding?.length ?? 0;
    },
  };
}

async function milliseconds(job: () => Promise<number>): Promise<number> {
  const start = performance.now();
  if (Number.isNaN(await job())) throw new Error('nothing was answered');
  return performance.now() - start;
}

async function turn({ detect, embed, times }: Contestant, photo: ImageBitmap, counts: boolean): Promise<void> {
  const own = await createImageBitmap(photo);
  const detected = await milliseconds(() => detect(own));
  const embedded = await milliseconds(embed);
  if (!counts) return;
  times.detect.push(detected);
  times.embed.push(embedded);
}

export async function measure({ photo, pairs, threads, runs, warmUp }: Asked): Promise<Measured> {
  const bitmap = await createImageBitmap(await (await fetch(photo)).blob());
  const us = await ours(threads);
  const them: Contestant[] = [];
  for (const pair of pairs) them.push(await theirs(pair));
  for (let run = 0; run < runs + warmUp; run++)
    for (const contestant of [us, ...them]) await turn(contestant, bitmap, run >= warmUp);
  const answered: number[] = [];
  for (const { detect, embed } of [us, ...them])
    answered.push(await detect(await createImageBitmap(bitmap)), await embed());
  return { ours: us.times, pairs: them.map(({ times }) => times), answered };
}
