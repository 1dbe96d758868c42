/** Project "webgpu": how a device finds out whether WebGPU is worth it. */
import { expect, test } from './helpers/fixtures.ts';

interface Verdict {
  readonly state: string;
  readonly provider: string;
  readonly measuredMs: Record<string, number>;
  readonly reason: string;
}

test('WebGPU is measured beside wasm while nobody waits, and the verdict is kept', async ({ shopper: { page } }) => {
  // Adapters in software are not measured: the worker is made to see another one.
  await page.context().route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('swiftshader|llvmpipe', 'none').replace('isFallbackAdapter', 'isNone');
    const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers();
    await route.fulfill({ response, headers, body });
  });
  await page.goto('/');
  await page.locator('html[data-models="ready"]').waitFor();
  const verdict = () =>
    page.evaluate(async () => {
      const cache = await caches.open('tongkuan-models-v1');
      const entry = (await cache.keys()).find(({ url }) => url.includes('webgpu-verdict'));
      return entry ? ((await (await cache.match(entry))?.json()) as Verdict) : null;
    });
  await expect.poll(async () => (await verdict())?.state, { timeout: 60_000 }).toBe('measured');
  const { provider, measuredMs, reason } = (await verdict()) as Verdict;
  expect(reason).toMatch(/^not faster/);
  expect(provider).toBe('wasm');
  expect(measuredMs).toEqual({ wasm: expect.any(Number), webgpu: expect.any(Number) });
});
