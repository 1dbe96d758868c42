/** Asks the worker's browser what `choice.ts` wants to know. */
import type { DeviceFacts } from './choice.ts';

/** Not in TypeScript's library: the Network Information API, where there is one. */
interface Connection {
  readonly saveData?: boolean;
  readonly type?: string;
}

async function adapterName(): Promise<string | null> {
  try {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return null;
    const { vendor, architecture, device } = adapter.info;
    return [vendor, architecture, device].filter(Boolean).join(' ') || 'unnamed';
  } catch {
    return null;
  }
}

export async function deviceFacts(): Promise<DeviceFacts> {
  const { connection } = navigator as { connection?: Connection };
  return {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency || 1,
    crossOriginIsolated: self.crossOriginIsolated,
    jspi: 'Suspending' in WebAssembly,
    adapter: await adapterName(),
    metered: connection?.saveData === true || connection?.type === 'cellular',
  };
}
