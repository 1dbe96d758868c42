import { describe, expect, test } from 'vitest';
import type { LoadOptions } from '#core/vision-api.ts';
import { type DeviceFacts, judge, planRuntime, type Verdict } from './choice.ts';

const AUTO: LoadOptions = { modelsUrl: '/models/', provider: 'auto', maxThreads: 4 };
const DESKTOP: DeviceFacts = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140',
  cores: 8,
  crossOriginIsolated: true,
  relaxedSimd: true,
  jspi: true,
  adapter: 'some gpu',
  software: false,
  metered: false,
};
const FASTER: Verdict = { state: 'measured', provider: 'webgpu', measuredMs: { wasm: 30, webgpu: 9 }, reason: '' };
const SLOWER: Verdict = {
  state: 'measured',
  provider: 'wasm',
  measuredMs: { wasm: 9, webgpu: 30 },
  reason: 'not faster',
};

describe('threads', () => {
  test.each([
    ['as many as the page allows', {}, 4, 4],
    ['as many as there are cores', { cores: 2 }, 4, 2],
    ['at least one', { cores: 0 }, 0, 1],
    ['one without isolation', { crossOriginIsolated: false }, 4, 1],
    ['one without relaxed SIMD', { relaxedSimd: false }, 4, 1],
    ['one on iOS', { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)' }, 4, 1],
  ])('%s', (_what, facts, maxThreads, expected) => {
    expect(planRuntime({ ...AUTO, maxThreads }, { ...DESKTOP, ...facts }, null).threads).toBe(expected);
  });

  test('a reason is given', () => {
    const { reasons } = planRuntime(AUTO, { ...DESKTOP, crossOriginIsolated: false, adapter: null }, null);
    expect(reasons).toEqual(['[threads] the page is not cross-origin isolated', '[webgpu] no adapter']);
  });
});

describe('provider', () => {
  test('the page decides', () => {
    expect(planRuntime({ ...AUTO, provider: 'wasm' }, DESKTOP, FASTER)).toMatchObject({
      provider: 'wasm',
      measure: false,
    });
    expect(planRuntime({ ...AUTO, provider: 'webgpu' }, DESKTOP, SLOWER)).toMatchObject({ provider: 'webgpu' });
  });

  test.each([
    ['iOS crashes', { userAgent: 'Mozilla/5.0 (iPad; CPU OS 17_0)' }],
    ['no adapter', { adapter: null }],
    ['a software adapter', { software: true }],
    ['no JSPI', { jspi: false }],
  ])('wasm where %s, whatever was measured', (reason, facts) => {
    const plan = planRuntime(AUTO, { ...DESKTOP, ...facts }, FASTER);
    expect(plan).toMatchObject({ provider: 'wasm', measure: false });
    expect(plan.reasons.at(-1)).toContain(reason.replace(/^a /, ''));
  });

  test('first wasm, and a measurement when there is time', () => {
    expect(planRuntime(AUTO, DESKTOP, null)).toMatchObject({ provider: 'wasm', measure: true, measuredMs: {} });
  });

  test('no measurement on a metered connection', () => {
    const plan = planRuntime(AUTO, { ...DESKTOP, metered: true }, null);
    expect(plan).toMatchObject({ provider: 'wasm', measure: false });
    expect(planRuntime(AUTO, { ...DESKTOP, metered: true }, FASTER).provider).toBe('webgpu');
  });

  test('what was measured is remembered', () => {
    expect(planRuntime(AUTO, DESKTOP, FASTER)).toMatchObject({
      provider: 'webgpu',
      measuredMs: { wasm: 30, webgpu: 9 },
    });
    const slower = planRuntime(AUTO, DESKTOP, SLOWER);
    expect(slower).toMatchObject({ provider: 'wasm', measure: false });
    expect(slower.reasons).toEqual(['[webgpu] not faster']);
  });

  test('a measurement that killed the worker twice is not tried again', () => {
    const planned = (attempts: number) => planRuntime(AUTO, DESKTOP, { state: 'measuring', attempts });
    expect(planned(1)).toMatchObject({ provider: 'wasm', measure: true });
    expect(planned(2)).toMatchObject({ provider: 'wasm', measure: false });
    expect(planned(2).reasons).toEqual(['[webgpu] did not survive being measured']);
  });
});

describe('judge', () => {
  const good = { wasmMs: 30, webgpuMs: 10, cosine: 0.99999, scoreDifference: 0.001 };

  test('faster and correct wins', () => {
    expect(judge(good)).toEqual({ ...FASTER, measuredMs: { wasm: 30, webgpu: 10 } });
  });

  test.each([
    ['cosine', { cosine: 0.998 }],
    ['cosine', { cosine: Number.NaN }],
    ['scores', { scoreDifference: 0.03 }],
    ['not faster', { webgpuMs: 25 }],
  ])('%s is held against it', (word, change) => {
    expect(judge({ ...good, ...change })).toMatchObject({ provider: 'wasm', reason: expect.stringContaining(word) });
  });
});
