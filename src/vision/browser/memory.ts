/** Remembers the verdict about WebGPU, one per device, models and runtime, as a JSON entry beside the model files. */
import type { ModelManifest } from '#core/manifest.ts';
import type { DeviceFacts, Verdict } from './choice.ts';
import { openModelCache } from './model-cache.ts';
import { runtimeFile } from './runtime-files.ts';

export interface VerdictMemory {
  /** The entry's address; kept when other versions are removed. */
  readonly url: string;
  read(): Promise<Verdict | null>;
  write(verdict: Verdict): Promise<void>;
  forget(): Promise<void>;
}

export function verdictMemory(modelsUrl: string, manifest: ModelManifest, facts: DeviceFacts): VerdictMemory {
  const hashes = [manifest.detector.web, manifest.embedder.web, runtimeFile('jspi')].map(({ sha256 }) =>
    sha256.slice(0, 8),
  );
  const about = new URLSearchParams({ of: hashes.join('-'), on: `${facts.adapter} ${facts.userAgent}` });
  const url = new URL(`${modelsUrl}webgpu-verdict.json?${about}`, self.location.href).href;
  return {
    url,
    async read() {
      const hit = await (await openModelCache())?.match(url);
      return hit ? await (hit.json() as Promise<Verdict>).catch(() => null) : null;
    },
    async write(verdict) {
      await (await openModelCache())?.put(url, Response.json(verdict)).catch(() => {});
    },
    async forget() {
      await (await openModelCache())?.delete(url);
    },
  };
}
