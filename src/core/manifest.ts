/** Types of `models/manifest.json`, written by training/export.py, and their check. */
import { TongkuanError } from './errors.ts';
import { VECTOR_DIM } from './vector.ts';
import { KINDS, type Kind } from './vision-api.ts';

export const MANIFEST_SCHEMA_VERSION = 1;
/** Pixels; a larger input would be a mistake, and its tensor would not fit a phone. */
const LARGEST_SIDE = 1024;

/** The one way a picture becomes a model input; executed by `core/image.ts`. */
export interface ModelInput {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly layout: 'NHWC';
  readonly dtype: 'float32';
  readonly colour: 'RGB';
  readonly resize: 'pillow-bilinear';
  readonly fit: 'letterbox';
  /** Fill value of the border, 0–255. */
  readonly pad: number;
}

export interface ModelFile {
  readonly id: string;
  /** File name beside the manifest. */
  readonly file: string;
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface DetectorManifest extends ModelFile {
  readonly input: ModelInput;
  readonly outputs: { readonly boxes: { readonly name: string }; readonly scores: { readonly name: string } };
  readonly classes: readonly Kind[];
  readonly thresholds: {
    readonly score: number;
    readonly scoreByClass: Readonly<Partial<Record<Kind, number>>>;
    readonly nmsIou: number;
    readonly maxItems: number;
  };
}

export interface EmbedderManifest extends ModelFile {
  readonly input: ModelInput & {
    /** A detector's box is grown by this fraction of its width and height on every side. */
    readonly cropMargin: number;
  };
  readonly outputs: {
    readonly embedding: { readonly name: string };
    readonly probabilities: { readonly name: string };
  };
  /** Fine labels (slugs) in the order of the probabilities. */
  readonly labels: readonly string[];
  readonly vector: { readonly dim: number; readonly scale: number };
}

export interface ModelManifest {
  readonly schemaVersion: typeof MANIFEST_SCHEMA_VERSION;
  readonly detector: DetectorManifest;
  readonly embedder: EmbedderManifest;
}

/** Throws MANIFEST_INVALID naming the first thing that is wrong. */
function need(condition: boolean, what: string): void {
  if (!condition) throw new TongkuanError('MANIFEST_INVALID', { what });
}

function checkFile(model: ModelFile | undefined, name: string): void {
  need(typeof model === 'object' && model !== null, name);
  need(typeof model?.file === 'string' && /^[\w.-]+\.onnx$/.test(model.file), `${name}.file`);
  need(typeof model?.sha256 === 'string' && /^[0-9a-f]{64}$/.test(model.sha256), `${name}.sha256`);
  need(Number.isInteger(model?.bytes) && (model?.bytes ?? 0) > 0, `${name}.bytes`);
}

function checkInput(input: ModelInput | undefined, name: string): void {
  need(input?.layout === 'NHWC' && input.dtype === 'float32' && input.colour === 'RGB', `${name}.input`);
  need(input?.resize === 'pillow-bilinear' && input.fit === 'letterbox', `${name}.input.resize`);
  need(typeof input?.name === 'string' && input.name !== '', `${name}.input.name`);
  need(isSide(input?.width) && isSide(input?.height), `${name}.input size`);
  need(Number.isInteger(input?.pad) && (input?.pad ?? -1) >= 0 && (input?.pad ?? 256) <= 255, `${name}.input.pad`);
}

function isSide(pixels: number | undefined): boolean {
  return Number.isInteger(pixels) && (pixels ?? 0) > 0 && (pixels ?? 0) <= LARGEST_SIDE;
}

function isProbability(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
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
  need(Number.isInteger(thresholds?.maxItems) && (thresholds?.maxItems ?? 0) > 0, 'detector.thresholds.maxItems');
}

/**
 * Checks a parsed manifest before anything is fetched because of it.
 * @throws MANIFEST_INVALID with `what`
 */
export function parseManifest(json: unknown): ModelManifest {
  const manifest = json as ModelManifest;
  need(manifest?.schemaVersion === MANIFEST_SCHEMA_VERSION, 'schemaVersion');
  checkFile(manifest.detector, 'detector');
  checkFile(manifest.embedder, 'embedder');
  checkInput(manifest.detector.input, 'detector');
  checkInput(manifest.embedder.input, 'embedder');
  const { detector, embedder } = manifest;
  checkOutputs(detector.outputs, 'boxes', 'scores');
  checkOutputs(embedder.outputs, 'embedding', 'probabilities');
  need(Array.isArray(detector.classes) && detector.classes.length > 0, 'detector.classes');
  need(new Set(detector.classes).size === detector.classes.length, 'detector.classes');
  for (const kind of detector.classes) need(KINDS.includes(kind), `detector.classes: ${kind}`);
  checkThresholds(detector.thresholds);
  need(Array.isArray(embedder.labels) && embedder.labels.length > 0, 'embedder.labels');
  need(
    embedder.labels.every((label) => typeof label === 'string'),
    'embedder.labels',
  );
  need(embedder.vector?.dim === VECTOR_DIM && embedder.vector.scale > 0, 'embedder.vector');
  need(embedder.input.cropMargin >= 0, 'embedder.input.cropMargin');
  return manifest;
}
