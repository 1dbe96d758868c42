import { expect, test, vi } from 'vitest';
import type { Search } from '#app/services/search-client.ts';
import type { FrameVision } from '#app/services/vision-client.ts';
import { answer, BAG, description, hit } from '#app/testing.ts';
import { TongkuanError } from '#core/errors.ts';
import { CATEGORY_OF_KIND } from '#core/taxonomy.ts';
import type { DetectedItem, Kind } from '#core/vision-api.ts';
import { LiveController } from './live-controller.ts';

const at = (kind: Kind, x: number): DetectedItem => ({
  box: { x, y: 270, width: 100, height: 100 },
  kind,
  score: 0.9,
  category: CATEGORY_OF_KIND[kind],
});
/** In the centre of a frame of 480 × 640. */
const CENTRED = at('bag', 190);

/** Live mode on a clock of its own; every look takes 50 ms and sees what `scene` says of that look (from 0). */
function liveWith({
  scene = () => [CENTRED],
  tiny = (look: number) => new Uint8ClampedArray(16).fill(look % 2 ? 0 : 200),
  search = async () => answer(hit('one')),
  looks,
  vision: changes = {},
}: {
  scene?: (look: number) => readonly DetectedItem[];
  tiny?: (look: number) => Uint8ClampedArray;
  search?: Search;
  /** Then the camera shows nothing any more. */
  looks: number;
  vision?: Partial<FrameVision>;
}) {
  let clock = 0;
  let look = -1;
  const open = { now: 0, most: 0 };
  const vision: FrameVision = {
    openFrame: async () => {
      open.most = Math.max(open.most, ++open.now);
      return { picture: null, width: 480, height: 640 };
    },
    detect: async () => {
      clock += 50;
      return [...scene(look)];
    },
    describe: vi.fn(async () => description(3, 'purse')),
    release: () => void open.now--,
    ...changes,
  };
  let done = () => {};
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });
  const asked = vi.fn(search);
  const live: LiveController = new LiveController({
    vision,
    search: asked,
    grab: () => {
      if (++look >= looks) {
        done();
        return null;
      }
      return { picture: {} as ImageBitmap, tiny: tiny(look) };
    },
    now: () => clock,
    wait: async (ms, signal) => {
      clock += ms;
      if (look >= looks) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  });
  live.subscribe(() => ['paused', 'failed'].includes(live.state().stage) && done());
  return { live, vision, asked, open, finished, clock: () => clock };
}

test('a thing is outlined from the second look on; its frames are all released', async () => {
  const { live, open, finished } = liveWith({ looks: 5 });
  const shown: number[][] = [];
  live.subscribe(() => shown.push(live.state().tracks.map(({ id }) => id)));
  live.start();
  await finished;
  expect(live.state()).toMatchObject({ stage: 'running', frame: { width: 480, height: 640 }, centre: 1, looks: 5 });
  expect(shown.filter((ids) => ids.length > 0)).toEqual([[1], [1], [1], [1]]);
  expect(open).toEqual({ now: 0, most: 1 });
});

test('held still, the thing in the centre is described and searched once, with 144 bytes', async () => {
  const { live, vision, asked, finished } = liveWith({ looks: 60 });
  live.start();
  await finished;
  expect(vision.describe).toHaveBeenCalledTimes(1);
  expect(vision.describe).toHaveBeenCalledWith(expect.anything(), CENTRED.box, { kind: 'bag' }, expect.anything());
  expect(asked).toHaveBeenCalledTimes(1);
  expect(asked.mock.calls[0]?.[0]).toHaveLength(144);
  expect(asked.mock.calls[0]?.[1]).toMatchObject({ category: [3], sort: 'similarity' });
  await vi.waitFor(() => expect(live.search.state()).toMatchObject({ stage: 'done', bytesSent: 144, kind: 'bag' }));
});

test('while the phone moves nothing is asked', async () => {
  const { live, asked, finished } = liveWith({ looks: 40, scene: (look) => [at('bag', (look * 45) % 480)] });
  live.start();
  await finished;
  expect(asked).not.toHaveBeenCalled();
});

test('the matches stay until the phone settles on another thing; coming back asks nothing', async () => {
  const scene = (look: number) => {
    const [bag, shoes] = look < 15 || look >= 30 ? [190, 20] : [20, 190];
    return [at('bag', bag), at('shoes', shoes)];
  };
  const still = (look: number) => (look < 15 ? scene(0) : look < 30 ? scene(20) : scene(0));
  const { live, asked, finished } = liveWith({ looks: 60, scene: still });
  const kinds: string[] = [];
  live.search.subscribe(() => kinds.push(`${live.search.state()?.kind} ${live.search.state()?.stage}`));
  live.start();
  await finished;
  expect(kinds.slice(0, 4)).toEqual(['bag searching', 'bag done', 'shoes searching', 'shoes done']);
  expect(asked.mock.calls.length).toBeLessThanOrEqual(3);
});

test('without a network: the name only; what failed is asked again on request', async () => {
  let online = false;
  const { live, asked, finished } = liveWith({
    looks: 30,
    search: async () => {
      if (!online) throw new TongkuanError('SEARCH_OFFLINE');
      return answer(hit('one'));
    },
  });
  live.start();
  await finished;
  expect(live.search.state()).toMatchObject({ stage: 'failed', bytesSent: 0, description: { label: 'purse' } });
  expect(asked, 'not with every frame').toHaveBeenCalledTimes(1);
  online = true;
  live.search.retry();
  await vi.waitFor(() => expect(live.search.state()).toMatchObject({ stage: 'done', bytesSent: 144 }));
});

test('pauses after a minute without motion, and goes on', async () => {
  const { live, finished, clock } = liveWith({ looks: 10_000, tiny: () => new Uint8ClampedArray(16).fill(90) });
  live.start();
  await finished;
  expect(live.state()).toMatchObject({ stage: 'paused', tracks: [] });
  expect(clock()).toBeGreaterThanOrEqual(60_000);
  expect(clock()).toBeLessThan(61_000);
  live.start();
  expect(live.state().stage).toBe('starting');
  live.stop();
});

test('goes on as long as something moves', async () => {
  const { live, finished, clock } = liveWith({ looks: 1_000 });
  live.start();
  await finished;
  expect(clock()).toBeGreaterThan(90_000);
  expect(live.state().stage).toBe('running');
});

test('stopped in the middle of a look, it shows nothing and releases the frame', async () => {
  let seen = (_items: DetectedItem[]) => {};
  const { live, open } = liveWith({
    looks: 10,
    vision: {
      detect: () =>
        new Promise((resolve) => {
          seen = resolve;
        }),
    },
  });
  live.start();
  await vi.waitFor(() => expect(open.now).toBe(1));
  live.stop();
  seen([BAG]);
  await vi.waitFor(() => expect(open.now).toBe(0));
  expect(live.state()).toMatchObject({ tracks: [], looks: 0 });
});

test('a look that fails now and then is passed over; one that fails always ends it', async () => {
  const failing = (fails: (look: number) => boolean, code: 'WORKER_DIED' | 'MODEL_FETCH') => {
    let look = 0;
    const detect = async () => {
      if (fails(look++)) throw new TongkuanError(code);
      return [CENTRED];
    };
    return liveWith({ looks: 20, vision: { detect } });
  };
  const now = failing((look) => look % 4 === 3, 'WORKER_DIED');
  now.live.start();
  await now.finished;
  expect(now.live.state()).toMatchObject({ stage: 'running', tracks: [{ id: 1 }] });
  const always = failing(() => true, 'WORKER_DIED');
  always.live.start();
  await always.finished;
  expect(always.live.state()).toMatchObject({ stage: 'failed', error: { code: 'WORKER_DIED' }, looks: 0 });
  const hopeless = failing(() => true, 'MODEL_FETCH');
  hopeless.live.start();
  await hopeless.finished;
  expect(hopeless.live.state()).toMatchObject({ stage: 'failed', error: { code: 'MODEL_FETCH' } });
  expect(hopeless.open.most).toBe(1);
});
