/** Asks the worker's browser what `choice.ts` wants to know. */
import { supportsFeature } from '@litertjs/core';
import type { DeviceFacts } from './choice.ts';

/** Not in TypeScript's library: the Network Information API, where there is one. */
interface Connection {
  readonly saveData?: boolean;
  readonly type?: string;
}

async function adapterFacts(): Promise<Pick<DeviceFacts, 'adapter' | 'software'>> {
  try {
    const found = await navigator.gpu?.requestAdapter();
    if (!found) return { adapter: null, software: false };
    const { vendor, architecture, device, isFallbackAdapter } = found.info;
    const adapter = [vendor, architecture, device].filter(Boolean).join(' ') || 'unnamed';
    return { adapter, software: isFallbackAdapter || /swiftshader|llvmpipe/i.test(adapter) };
  } catch {
    return { adapter: null, software: false };
  }
}

export async function deviceFacts(): Promise<DeviceFacts> {
  const { connection } = navigator as { connection?: Connection };
  return {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency || 1,
    crossOriginIsolated: self.crossOriginIsolated,
    ...(await adapterFacts()),
    relaxedSimd: await supportsFeature('relaxedSimd'),
    jspi: 'Suspending' in WebAssembly,
    metered: connection?.saveData === true || connection?.type === 'cellular',
  };
}
