/** The check of `models/manifest.json`, before anything is fetched because of it. */
import { TongkuanError } from './errors.ts';
import type { Size } from './input-size.ts';
import {
  type DetectorManifest,
  type EmbedderManifest,
  MANIFEST_SCHEMA_VERSION,
  type MatchThresholds,
  type ModelFile,
  type ModelInput,
  type ModelManifest,
  type SecondLook,
  type WeightsFile,
} from './manifest.ts';
import { isCategory } from './taxonomy.ts';
import { VECTOR_DIM } from './vector.ts';
import { KINDS } from './vision-api.ts';

/** Pixels; a larger input would be a mistake, and its tensor would not fit a phone. */
const LARGEST_SIDE = 1024;
/** The detector reduces its input by this much; other sides would shift its boxes. */
const DETECTOR_STRIDE = 32;

/** Throws MANIFEST_INVALID naming the first thing that is wrong. */
function need(condition: boolean, what: string): void {
  if (!condition) throw new TongkuanError('MANIFEST_INVALID', { what });
}

function checkFile(file: WeightsFile | undefined, name: string, extension: 'onnx' | 'tflite'): void {
  need(typeof file === 'object' && file !== null, name);
  const named =
    typeof file?.file === 'string' && /^[\w-][\w.-]*$/.test(file.file) && file.file.endsWith(`.${extension}`);
  need(named, `${name}.file`);
  need(typeof file?.sha256 === 'string' && /^[0-9a-f]{64}$/.test(file.sha256), `${name}.sha256`);
  need(Number.isInteger(file?.bytes) && (file?.bytes ?? 0) > 0, `${name}.bytes`);
}

function checkFiles(model: ModelFile | undefined, name: string): void {
  checkFile(model, name, 'onnx');
  checkFile(model?.web, `${name}.web`, 'tflite');
}

function checkInput(input: ModelInput | undefined, name: string): void {
  need(input?.layout === 'NHWC' && input.dtype === 'float32' && input.colour === 'RGB', `${name}.input`);
  need(input?.resize === 'pillow-bilinear' && input.fit === 'letterbox', `${name}.input.resize`);
  need(typeof input?.name === 'string' && input.name !== '', `${name}.input.name`);
  need(Number.isInteger(input?.pad) && (input?.pad ?? -1) >= 0 && (input?.pad ?? 256) <= 255, `${name}.input.pad`);
}

function isSide(pixels: number | undefined): boolean {
  return Number.isInteger(pixels) && (pixels ?? 0) > 0 && (pixels ?? 0) <= LARGEST_SIDE;
}

function checkSize(size: Size | undefined, step: number, name: string): void {
  const fits = (pixels: number | undefined) => isSide(pixels) && (pixels ?? 0) % step === 0;
  need(fits(size?.width) && fits(size?.height), `${name}.input size`);
}

function checkSizes(sizes: readonly Size[] | undefined): void {
  need(Array.isArray(sizes) && sizes.length > 0, 'detector.input.sizes');
  for (const size of sizes ?? []) checkSize(size, DETECTOR_STRIDE, 'detector');
}

function isProbability(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isCosine(value: unknown): boolean {
  return typeof value === 'number' && value >= -1 && value <= 1;
}

/** Every named output exists as `{ name }`. */
function checkOutputs(
  outputs: Readonly<Record<string, { readonly name: string } | undefined>>,
  ...names: string[]
): void {
  for (const name of names) need(typeof outputs?.[name]?.name === 'string', `outputs.${name}`);
}

function checkThresholds(thresholds: DetectorManifest['thresholds'] | undefined): void {
  need(isProbability(thresholds?.score), 'detector.thresholds.score');
  const byClass = thresholds?.scoreByClass;
  need(typeof byClass === 'object' && byClass !== null, 'detector.thresholds.scoreByClass');
  for (const [kind, score] of Object.entries(byClass ?? {}))
    need(
      (KINDS as readonly string[]).includes(kind) && isProbability(score),
      `detector.thresholds.scoreByClass.${kind}`,
    );
  need(isProbability(thresholds?.nmsIou) && (thresholds?.nmsIou ?? 0) > 0, 'detector.thresholds.nmsIou');
  need(isProbability(thresholds?.voteIou) && (thresholds?.voteIou ?? 0) > 0, 'detector.thresholds.voteIou');
  need(isProbability(thresholds?.votesFrom), 'detector.thresholds.votesFrom');
  need(Number.isInteger(thresholds?.maxItems) && (thresholds?.maxItems ?? 0) > 0, 'detector.thresholds.maxItems');
}

function checkMatch(match: MatchThresholds | undefined): void {
  need(isProbability(match?.falseSameStyle), 'embedder.match.falseSameStyle');
  need(isCosine(match?.threshold), 'embedder.match.threshold');
  const byCategory = match?.thresholdByCategory;
  need(typeof byCategory === 'object' && byCategory !== null, 'embedder.match.thresholdByCategory');
  for (const [id, threshold] of Object.entries(byCategory ?? {}))
    need(isCategory(Number(id)) && isCosine(threshold), `embedder.match.thresholdByCategory.${id}`);
}

function checkDetector({ input, outputs, classes, thresholds }: DetectorManifest): void {
  checkInput(input, 'detector');
  checkSizes(input.sizes);
  checkOutputs(outputs, 'boxes', 'scores');
  need(Array.isArray(classes) && classes.length > 0, 'detector.classes');
  need(new Set(classes).size === classes.length, 'detector.classes');
  for (const kind of classes) need(KINDS.includes(kind), `detector.classes: ${kind}`);
  checkThresholds(thresholds);
}

function checkEmbedder({ input, outputs, labels, vector, match }: EmbedderManifest): void {
  checkInput(input, 'embedder');
  checkSize(input, 1, 'embedder');
  need(input.cropMargin >= 0, 'embedder.input.cropMargin');
  checkOutputs(outputs, 'embedding', 'probabilities');
  need(Array.isArray(labels) && labels.length > 0, 'embedder.labels');
  need(
    labels.every((label) => typeof label === 'string'),
    'embedder.labels',
  );
  need(vector?.dim === VECTOR_DIM && vector.scale > 0, 'embedder.vector');
  checkMatch(match);
}

function checkSecondLook(look: SecondLook | undefined, labels: number): void {
  for (const name of ['slope', 'weight', 'shift'] as const) need(Number.isFinite(look?.[name]), `secondLook.${name}`);
  const kinds: readonly unknown[] = KINDS;
  need(Array.isArray(look?.kinds) && look.kinds.length === labels, 'secondLook.kinds');
  for (const kind of look?.kinds ?? []) need(kind === null || kinds.includes(kind), `secondLook.kinds: ${kind}`);
}

/**
 * Checks a parsed manifest before anything is fetched because of it.
 * @throws MANIFEST_INVALID with `what`
 */
export function parseManifest(json: unknown): ModelManifest {
  const manifest = json as ModelManifest;
  need(manifest?.schemaVersion === MANIFEST_SCHEMA_VERSION, 'schemaVersion');
  checkFiles(manifest.detector, 'detector');
  checkFiles(manifest.embedder, 'embedder');
  checkDetector(manifest.detector);
  checkEmbedder(manifest.embedder);
  checkSecondLook(manifest.secondLook, manifest.embedder.labels.length);
  return manifest;
}
