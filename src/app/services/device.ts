import type { LoadOptions } from '#core/vision-api.ts';

/** The part of `navigator` the policy looks at. */
export interface DeviceFacts {
  readonly userAgent: string;
  readonly platform: string;
  readonly maxTouchPoints: number;
  readonly hardwareConcurrency: number;
}

/** What this device is trusted with. */
export interface DevicePolicy {
  readonly load: LoadOptions;
  /** The worker is replaced after this many model runs; Infinity: never. */
  readonly runsPerWorker: number;
}

const MODELS_URL = '/models/';
/** Beyond four threads wasm gains nothing on models this small, and phones have slow cores behind the fast ones. */
const MAX_THREADS = 4;
/** iOS Safari leaks in long-lived wasm and crashes after some hundred runs; well below that. */
const IOS_RUNS_PER_WORKER = 60;

/** iPhones, and iPads, which call themselves Macs but can be touched. */
export function isIos({ userAgent, platform, maxTouchPoints }: DeviceFacts): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (platform === 'MacIntel' && maxTouchPoints > 1);
}

/** DESIGN §5: iOS gets wasm with one thread and a fresh worker now and then; others measure once. */
export function devicePolicy(device: DeviceFacts): DevicePolicy {
  if (isIos(device)) {
    return {
      load: { modelsUrl: MODELS_URL, provider: 'wasm', maxThreads: 1 },
      runsPerWorker: IOS_RUNS_PER_WORKER,
    };
  }
  const maxThreads = Math.max(1, Math.min(MAX_THREADS, device.hardwareConcurrency || 1));
  return { load: { modelsUrl: MODELS_URL, provider: 'auto', maxThreads }, runsPerWorker: Number.POSITIVE_INFINITY };
}

/** The same, in less memory: what is tried after a worker died or its runtime failed. */
export function smaller(policy: DevicePolicy): DevicePolicy {
  return { ...policy, load: { ...policy.load, provider: 'wasm', maxThreads: 1 } };
}
