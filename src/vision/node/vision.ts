/** The vision pipeline in Node: the catalogue and the command line see with the same models as the phone. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { ModelFile, ModelManifest } from '#core/manifest.ts';
import { parseManifest } from '#core/manifest-check.ts';
import { modelKeyOf } from '#core/vector.ts';
import { createPipeline, type ModelRunner, type Pipeline } from '../pipeline.ts';

export interface NodeVisionOptions {
  /**
   * Threads inside one run. 1 (the default) with several calls in flight suits many pictures best: small layers do not
   * divide well. Reading and describing one on two cores: 10.8 ms with 1 thread, 3 in flight; 21.1 ms with 2 threads.
   */
  readonly threads?: number;
}

/** Calls may run at the same time. */
export interface NodeVision extends Pipeline {
  /** The model vectors belong to: 16 hex digits. */
  readonly modelKey: string;
  readonly manifest: ModelManifest;
  close(): Promise<void>;
}

async function readManifest(folder: string): Promise<ModelManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch((cause: unknown) => {
    throw toTongkuanError(cause, 'MODEL_FETCH');
  });
  try {
    return parseManifest(JSON.parse(text));
  } catch (cause) {
    throw toTongkuanError(cause, 'MANIFEST_INVALID');
  }
}

/** @throws MODEL_FETCH, MODEL_CORRUPT */
async function readModel(folder: string, { file, sha256 }: ModelFile): Promise<Uint8Array> {
  const bytes = await readFile(join(folder, file)).catch((cause: unknown) => {
    throw toTongkuanError(cause, 'MODEL_FETCH');
  });
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== sha256) throw new TongkuanError('MODEL_CORRUPT', { file, expected: sha256, actual });
  return bytes;
}

async function startSession(bytes: Uint8Array, threads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      graphOptimizationLevel: 'all',
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
    });
  } catch (cause) {
    throw toTongkuanError(cause, 'RUNTIME_UNAVAILABLE');
  }
}

function runnerOf(session: InferenceSession, inputName: string): ModelRunner {
  return async ({ tensor, width, height }) => {
    try {
      const results = await session.run({ [inputName]: new Tensor('float32', tensor, [1, height, width, 3]) });
      return Object.fromEntries(Object.entries(results).map(([key, value]) => [key, value.data as Float32Array]));
    } catch (cause) {
      throw toTongkuanError(cause, 'RUNTIME_FAILED');
    }
  };
}

/**
 * Opens the models of a folder after checking their hashes.
 * @throws MANIFEST_INVALID, MODEL_FETCH, MODEL_CORRUPT, RUNTIME_UNAVAILABLE
 */
export async function openNodeVision(folder: string, { threads = 1 }: NodeVisionOptions = {}): Promise<NodeVision> {
  const manifest = await readManifest(folder);
  const [detector, embedder] = await Promise.all(
    [manifest.detector, manifest.embedder].map(async (model) => startSession(await readModel(folder, model), threads)),
  );
  if (!detector || !embedder) throw new TongkuanError('RUNTIME_UNAVAILABLE');
  const pipeline = createPipeline(manifest, {
    detector: runnerOf(detector, manifest.detector.input.name),
    embedder: runnerOf(embedder, manifest.embedder.input.name),
  });
  return {
    ...pipeline,
    manifest,
    modelKey: modelKeyOf(manifest.embedder.sha256),
    async close() {
      await Promise.all([detector.release(), embedder.release()]);
    },
  };
}
