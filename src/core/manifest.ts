/** Types of `models/manifest.json`, written by training/export.py; `manifest-check.ts` checks it. */
import type { Size } from './input-size.ts';
import type { Kind } from './vision-api.ts';

export const MANIFEST_SCHEMA_VERSION = 3;

/** The one way a picture becomes a model input; executed by `core/image.ts`. */
export interface ModelInput {
  readonly name: string;
  readonly layout: 'NHWC';
  readonly dtype: 'float32';
  readonly colour: 'RGB';
  readonly resize: 'pillow-bilinear';
  readonly fit: 'letterbox';
  /** Fill value of the border, 0–255. */
  readonly pad: number;
}

/** A file beside the manifest. */
export interface WeightsFile {
  readonly file: string;
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The ONNX file, by whose hash vectors are told apart. */
export interface ModelFile extends WeightsFile {
  readonly id: string;
  /** The same network for browsers, as a LiteRT file with a signature for each size of its input, named like `320x480`. */
  readonly web: WeightsFile;
}

export interface DetectorManifest extends ModelFile {
  readonly input: ModelInput & {
    /** Sizes the model runs at; `chooseSize` takes one per picture. Sides are multiples of 32. */
    readonly sizes: readonly Size[];
  };
  readonly outputs: { readonly boxes: { readonly name: string }; readonly scores: { readonly name: string } };
  readonly classes: readonly Kind[];
  readonly thresholds: {
    readonly score: number;
    readonly scoreByClass: Readonly<Partial<Record<Kind, number>>>;
    readonly nmsIou: number;
    /** Box voting: boxes of one class that overlap the best of them by so much say together where it lies… */
    readonly voteIou: number;
    /** …from this score on. */
    readonly votesFrom: number;
    readonly maxItems: number;
  };
}

export interface EmbedderManifest extends ModelFile {
  readonly input: ModelInput &
    Size & {
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
  readonly match: MatchThresholds;
}

/** Cosine similarity, −1 to 1, from which two pictures of one category count as the same style. */
export interface MatchThresholds {
  /** Share of pairs of different style that reach it, 0–1: how the thresholds were chosen. */
  readonly falseSameStyle: number;
  /** For categories that have no own one. */
  readonly threshold: number;
  /** By taxonomy category id. */
  readonly thresholdByCategory: Readonly<Record<string, number>>;
}

/** How scores of the detector and what the embedder says of the same box become one: `vision/second-look.ts`. */
export interface SecondLook {
  readonly slope: number;
  readonly weight: number;
  readonly shift: number;
  /** The detector's class that each of the embedder's labels belongs to; null: none. */
  readonly kinds: readonly (Kind | null)[];
}

export interface ModelManifest {
  readonly schemaVersion: typeof MANIFEST_SCHEMA_VERSION;
  readonly detector: DetectorManifest;
  readonly embedder: EmbedderManifest;
  readonly secondLook: SecondLook;
}
