/** The manifest and the files it names. The manifest comes from the network first, so that a shop can change its models. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { ModelFile, ModelManifest } from '#core/manifest.ts';
import { parseManifest } from '#core/manifest-check.ts';
import { fetchVerified, type OnBytes, openModelCache } from './model-cache.ts';
import type { VerifiedFile } from './runtime-files.ts';

/** With a kept manifest at hand, a network slower than this is treated as none. */
const MANIFEST_PATIENCE_MS = 4_000;

export interface ModelBytes {
  readonly detector: Uint8Array<ArrayBuffer>;
  readonly embedder: Uint8Array<ArrayBuffer>;
}

export function manifestUrl(modelsUrl: string): string {
  return new URL(`${modelsUrl}manifest.json`, self.location.href).href;
}

export function modelFile(modelsUrl: string, { web: { file, sha256, bytes } }: ModelFile): VerifiedFile {
  return { url: modelsUrl + file, sha256, bytes };
}

async function keptManifest(url: string): Promise<ModelManifest | null> {
  const hit = await (await openModelCache())?.match(url);
  try {
    return hit ? parseManifest(await hit.json()) : null;
  } catch {
    return null; // written by a version with another schema
  }
}

async function freshManifest(url: string, patienceMs: number | null): Promise<ModelManifest> {
  let json: unknown;
  try {
    const response = await fetch(url, {
      cache: 'no-cache',
      signal: patienceMs === null ? null : AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    json = await response.json();
  } catch (cause) {
    throw new TongkuanError('MODEL_FETCH', { url, reason: toTongkuanError(cause).details.reason }, { cause });
  }
  return parseManifest(json);
}

/**
 * Manifests to try, newest first: the network's, then the one whose models worked last time.
 * @throws MODEL_FETCH, MANIFEST_INVALID when there is none at all
 */
export async function findManifests(modelsUrl: string): Promise<ModelManifest[]> {
  const url = manifestUrl(modelsUrl);
  const kept = await keptManifest(url);
  try {
    const fresh = await freshManifest(url, kept ? MANIFEST_PATIENCE_MS : null);
    return kept && kept.embedder.sha256 !== fresh.embedder.sha256 ? [fresh, kept] : [fresh];
  } catch (error) {
    if (kept) return [kept];
    throw error;
  }
}

/** Call when its models run. */
export async function keepManifest(modelsUrl: string, manifest: ModelManifest): Promise<void> {
  await (await openModelCache())?.put(manifestUrl(modelsUrl), Response.json(manifest)).catch(() => {});
}

/** @throws MODEL_FETCH, MODEL_CORRUPT */
export async function fetchModels(modelsUrl: string, manifest: ModelManifest, onBytes: OnBytes): Promise<ModelBytes> {
  const [detector, embedder] = await Promise.all([
    fetchVerified(modelFile(modelsUrl, manifest.detector), onBytes),
    fetchVerified(modelFile(modelsUrl, manifest.embedder), onBytes),
  ]);
  return { detector, embedder };
}
