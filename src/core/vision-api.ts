/** What vision answers, in the browser and in Node alike. */
import type { Box } from './boxes.ts';
import type { PhotoQuality } from './photo-quality.ts';

/** The detector's classes, in the order the model writes them. */
export const KINDS = [
  'top',
  'outerwear',
  'dress',
  'pants',
  'shorts',
  'skirt',
  'shoes',
  'bag',
  'hat',
  'eyewear',
  'belt',
  'scarf',
  'jewelry',
  'product',
] as const;
export type Kind = (typeof KINDS)[number];

/** A box around something that can be bought. */
export interface DetectedItem {
  /** Pixels of the upright picture. */
  readonly box: Box;
  readonly kind: Kind;
  /** Probability, 0–1. */
  readonly score: number;
  /** Taxonomy category id that follows from the kind. */
  readonly category: number;
}

export interface LabelScore {
  readonly label: string;
  /** Probability, 0–1. */
  readonly score: number;
}

/** What of a region is embedded: the item as it is, or only the fabric in its middle, whatever its cut. */
export type DescribeMode = 'item' | 'fabric';

export interface DescribeOptions {
  /** Of a detected item; decides the category. */
  readonly kind?: Kind | undefined;
  /** 'item' unless told otherwise. */
  readonly mode?: DescribeMode | undefined;
}

/** What one region is, and the vector to search with. */
export interface Description {
  /** Taxonomy category id. */
  readonly category: number;
  /** Best fine label (slug). */
  readonly label: string;
  /** The 20 best fine labels, best first. */
  readonly labels: readonly LabelScore[];
  /** 128 int8 components, see `core/vector.ts`. */
  readonly vector: Int8Array;
  /** Model the vector belongs to: 16 hex digits. */
  readonly modelKey: string;
  /** Cosine similarity, −1 to 1, from which something of this category counts as the same style. */
  readonly matchThreshold: number;
}

/** A picture kept open in the worker. Width and height are those of the upright original, boxes are in its pixels. */
export interface OpenPhoto {
  readonly photoId: number;
  readonly width: number;
  readonly height: number;
}

/** Bytes of models and runtime fetched so far; `total` 0 while unknown. */
export interface LoadProgress {
  readonly loaded: number;
  readonly total: number;
}

export type Provider = 'wasm' | 'webgpu';

/** What was chosen on this device and why. */
export interface RuntimeReport {
  readonly provider: Provider;
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** Median milliseconds of one embedder run on a real-sized input, per provider tried. */
  readonly measuredMs: Readonly<Partial<Record<Provider, number>>>;
  /** Why other ways were not taken: one reason each. */
  readonly reasons: readonly string[];
}

/** Options of loading; the page decides, the worker obeys. */
export interface LoadOptions {
  /** Folder of manifest.json and the model files, ends with a slash. */
  readonly modelsUrl: string;
  /** 'auto' measures once per device and model and remembers. */
  readonly provider: Provider | 'auto';
  /** Most threads wasm may use; 1 on iOS. */
  readonly maxThreads: number;
}

/** The worker's face; `Picture` is a file or a frame of the camera in the browser. Every call may throw a TongkuanError whose code survives the boundary. */
export interface VisionWorker<Picture> {
  load(options: LoadOptions, onProgress: (progress: LoadProgress) => void): Promise<RuntimeReport>;
  /** Decodes and turns the picture upright. @throws PICTURE_UNREADABLE, PICTURE_TOO_LARGE, PICTURE_TOO_SMALL */
  open(picture: Picture): Promise<OpenPhoto>;
  /** @throws PHOTO_UNKNOWN, RUNTIME_FAILED */
  detect(photoId: number): Promise<DetectedItem[]>;
  /** Describes a region, or the whole picture with `null`. @throws PHOTO_UNKNOWN, RUNTIME_FAILED */
  describe(photoId: number, box: Box | null, options?: DescribeOptions): Promise<Description>;
  /** Measures a region, or the whole picture with `null`: why it was not recognised well. @throws PHOTO_UNKNOWN, RUNTIME_FAILED */
  inspect(photoId: number, box: Box | null): Promise<PhotoQuality>;
  release(photoId: number): Promise<void>;
  /** Answers at once; a worker that does not is dead. */
  ping(): Promise<void>;
}
