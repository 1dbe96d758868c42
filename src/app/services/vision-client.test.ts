import { expose } from 'comlink';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import type { VisionWorker } from '#core/vision-api.ts';
import { devicePolicy, smaller } from './device.ts';
import { START_STALL_MS, VisionClient } from './vision-client.ts';
import { LOAD_STALL_MS, type Opened, type WorkerLike } from './worker-session.ts';

const PHOTO = new Blob(['photo']);
const NEVER = new AbortController().signal;
const POLICY = devicePolicy({ userAgent: '', platform: 'Linux', maxTouchPoints: 0, hardwareConcurrency: 2 });
const silence = () => new Promise<never>(() => {});

/** A worker in this thread: Comlink over a message channel, and a way to die. */
class FakeWorker implements WorkerLike {
  static all: FakeWorker[] = [];
  terminated = false;
  readonly calls: string[] = [];
  readonly #channel = new MessageChannel();
  readonly #events = new EventTarget();

  constructor(face: Partial<VisionWorker<Opened>>) {
    FakeWorker.all.push(this);
    const report = { provider: 'wasm', threads: 1, crossOriginIsolated: true, measuredMs: {}, reasons: [] } as const;
    const usual: VisionWorker<Opened> = {
      load: async () => report,
      open: async () => ({ photoId: FakeWorker.all.length, width: 10, height: 20 }),
      detect: async () => [],
      describe: async (photoId) => {
        throw new TongkuanError('PHOTO_UNKNOWN', { photoId });
      },
      inspect: async () => ({ brightness: 0.5, highlights: 0.9, sharpness: 0.2, subject: null }),
      release: async () => {},
      ping: async () => {},
    };
    const { calls } = this;
    const watched = new Proxy(
      { ...usual, ...face },
      {
        get(target, name) {
          if (typeof name === 'string' && name in target) calls.push(name);
          return Reflect.get(target, name);
        },
      },
    );
    expose(watched, this.#channel.port2 as never);
    this.#channel.port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []) {
    this.#channel.port1.postMessage(message, transfer as never);
  }
  addEventListener(type: string, listener: EventListenerOrEventListenerObject) {
    (type === 'message' ? this.#channel.port1 : this.#events).addEventListener(type, listener as never);
  }
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject) {
    (type === 'message' ? this.#channel.port1 : this.#events).removeEventListener(type, listener as never);
  }
  terminate() {
    this.terminated = true;
    this.#channel.port1.close();
  }
  dies() {
    this.#events.dispatchEvent(new Event('error'));
  }
}

/** A client whose first worker, second worker… behave as told; later ones as usual. */
function clientOf(...faces: Partial<VisionWorker<Opened>>[]): VisionClient {
  FakeWorker.all = [];
  return new VisionClient({ createWorker: () => new FakeWorker(faces.shift() ?? {}), policy: POLICY });
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as TongkuanError).code,
  );

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => {
  vi.useRealTimers();
  for (const worker of FakeWorker.all) worker.terminate();
});

test('a code thrown in the worker arrives as that code', async () => {
  const client = clientOf();
  const photo = await client.open(PHOTO, NEVER);
  await expect(client.describe(photo, null, {}, NEVER)).rejects.toMatchObject({
    code: 'PHOTO_UNKNOWN',
    details: { photoId: 1 },
  });
});

test('what to describe and how reaches the worker', async () => {
  const describe = vi.fn<VisionWorker<Blob>['describe']>(() => Promise.reject(new TongkuanError('RUNTIME_FAILED')));
  const client = clientOf({ describe });
  const photo = await client.open(PHOTO, NEVER);
  const box = { x: 1, y: 2, width: 3, height: 4 };
  await codeOf(client.describe(photo, box, { kind: 'bag', mode: 'fabric' }, NEVER));
  expect(describe).toHaveBeenCalledWith(1, box, { kind: 'bag', mode: 'fabric' });
});

test('a worker that dies fails the call and is replaced; the photo is opened again', async () => {
  const client = clientOf({ detect: silence });
  const photo = await client.open(PHOTO, NEVER);
  const call = codeOf(client.detect(photo, NEVER));
  await vi.waitFor(() => expect(FakeWorker.all[0]?.calls).toContain('detect'));
  FakeWorker.all[0]?.dies();
  expect(await call).toBe('WORKER_DIED');
  expect(FakeWorker.all[0]?.terminated).toBe(true);
  expect(await client.detect(photo, NEVER)).toEqual([]);
  expect(FakeWorker.all[1]?.calls).toEqual(expect.arrayContaining(['load', 'open', 'detect']));
});

test('a silent worker meets its deadline and is replaced', async () => {
  const client = clientOf({ detect: silence });
  const photo = await client.open(PHOTO, NEVER);
  const call = codeOf(client.detect(photo, NEVER));
  await vi.waitFor(() => expect(FakeWorker.all[0]?.calls).toContain('detect'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await call).toBe('DEADLINE');
  expect(FakeWorker.all[0]?.terminated).toBe(true);
});

test('a load without progress stalls; one that moves does not', async () => {
  let move: (bytes: number) => void = () => {};
  let finish = () => {};
  const client = clientOf({
    load: (_options, onProgress) => {
      move = (loaded) => onProgress({ loaded, total: 10 });
      return new Promise((resolve) => {
        finish = () =>
          resolve({ provider: 'wasm', threads: 1, crossOriginIsolated: true, measuredMs: {}, reasons: [] });
      });
    },
  });
  const load = client.load();
  await vi.waitFor(() => expect(FakeWorker.all[0]?.calls).toContain('load'));
  await new Promise((resolve) => setImmediate(resolve));
  for (const loaded of [1, 2]) {
    await vi.advanceTimersByTimeAsync(LOAD_STALL_MS - 1000);
    move(loaded);
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  finish();
  expect((await load).provider).toBe('wasm');

  const stuck = clientOf({ load: silence });
  const call = codeOf(stuck.load());
  await vi.waitFor(() => expect(FakeWorker.all[0]?.calls).toContain('load'));
  await vi.advanceTimersByTimeAsync(LOAD_STALL_MS);
  expect(await call).toBe('DEADLINE');
});

test('a runtime that does not start although everything is fetched gets a second worker, unasked', async () => {
  const stuck: Partial<VisionWorker<Opened>> = {
    load: (_options, onProgress) => {
      onProgress({ loaded: 10, total: 10 });
      return silence();
    },
  };
  FakeWorker.all = [];
  const faces = [stuck, {}, stuck, stuck];
  const onLoaded = vi.fn();
  const onProgress = vi.fn();
  const createWorker = () => new FakeWorker(faces.shift() ?? {});
  const client = () => new VisionClient({ createWorker, policy: POLICY, onLoaded, onProgress });
  const fetched = (times: number) => vi.waitFor(() => expect(onProgress).toHaveBeenCalledTimes(times));

  const load = client().load();
  await fetched(1);
  await vi.advanceTimersByTimeAsync(START_STALL_MS);
  expect((await load).provider).toBe('wasm');
  expect(FakeWorker.all.map(({ terminated }) => terminated)).toEqual([true, false]);
  expect(onLoaded).toHaveBeenCalledTimes(1);

  const given = codeOf(client().load());
  await fetched(2);
  await vi.advanceTimersByTimeAsync(START_STALL_MS);
  await fetched(3);
  await vi.advanceTimersByTimeAsync(LOAD_STALL_MS); // a slow device has all the time it needs, once
  expect(await given).toBe('DEADLINE');
  expect(onLoaded).toHaveBeenCalledTimes(1);
});

test('loading that failed is tried again with a fresh worker', async () => {
  const client = clientOf({ load: () => Promise.reject(new TongkuanError('MODEL_FETCH', { url: '/models/' })) });
  expect(await codeOf(client.load())).toBe('MODEL_FETCH');
  expect((await client.load()).provider).toBe('wasm');
  expect(FakeWorker.all).toHaveLength(2);
});

test('abort rejects at once, and the queue goes on', async () => {
  let answer: () => void = () => {};
  const client = clientOf({
    detect: () =>
      new Promise((resolve) => {
        answer = () => resolve([]);
      }),
  });
  const photo = await client.open(PHOTO, NEVER);
  const stop = new AbortController();
  const aborted = codeOf(client.detect(photo, stop.signal));
  await vi.waitFor(() => expect(FakeWorker.all[0]?.calls).toContain('detect'));
  stop.abort();
  expect(await aborted).toBe('ABORTED');
  expect(FakeWorker.all[0]?.terminated).toBe(false);
  const next = client.detect(photo, NEVER);
  await vi.waitFor(() => expect(FakeWorker.all[0]?.calls.filter((name) => name === 'detect')).toHaveLength(2));
  answer();
  expect(await next).toEqual([]);
});

test('calls run one at a time, also behind one that failed', async () => {
  const running: string[] = [];
  const client = clientOf({
    open: async () => {
      running.push('start');
      await new Promise((resolve) => setImmediate(resolve));
      running.push('end');
      throw new TongkuanError('PICTURE_UNREADABLE');
    },
  });
  const results = await Promise.all([codeOf(client.open(PHOTO, NEVER)), codeOf(client.open(PHOTO, NEVER))]);
  expect(results).toEqual(['PICTURE_UNREADABLE', 'PICTURE_UNREADABLE']);
  expect(running).toEqual(['start', 'end', 'start', 'end']);
  expect(FakeWorker.all).toHaveLength(1);
});

test('after a long rest a silent worker is noticed before it is needed', async () => {
  const client = clientOf({ ping: silence });
  const photo = await client.open(PHOTO, NEVER);
  vi.setSystemTime(Date.now() + 60_000);
  const call = client.detect(photo, NEVER);
  await vi.waitFor(() => expect(FakeWorker.all[0]?.calls).toContain('ping'));
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await call).toEqual([]);
  expect(FakeWorker.all).toHaveLength(2);
});

test('on iOS the worker is replaced after its share of runs', async () => {
  FakeWorker.all = [];
  const policy = { ...POLICY, runsPerWorker: 2 };
  const client = new VisionClient({ createWorker: () => new FakeWorker({}), policy });
  const photo = await client.open(PHOTO, NEVER);
  for (let run = 0; run < 5; run++) await client.detect(photo, NEVER);
  expect(FakeWorker.all).toHaveLength(3);
  expect(FakeWorker.all.map(({ terminated }) => terminated)).toEqual([true, true, false]);
});

const live = { ...POLICY, runsPerWorker: 4 };

test('in live mode the next worker is made ready beside the one in use, and takes over between two frames', async () => {
  FakeWorker.all = [];
  let ready = () => {};
  const slow: Partial<VisionWorker<Opened>> = {
    load: () => new Promise((done) => (ready = () => done({} as never))),
  };
  const faces: Partial<VisionWorker<Opened>>[] = [{}, slow];
  const client = new VisionClient({ createWorker: () => new FakeWorker(faces.shift() ?? {}), policy: live });
  const look = async () => {
    const photo = await client.openFrame(frame().picture, NEVER);
    await client.detect(photo, NEVER);
    client.release(photo);
  };
  const ended = () => FakeWorker.all.map(({ terminated }) => terminated);
  for (let looks = 0; looks < 3; looks++) await look();
  expect(ended(), 'not yet').toEqual([false]);
  for (let looks = 0; looks < 3; looks++) await look();
  expect(ended(), 'the old one goes on until the new one is ready').toEqual([false, false]);
  expect(FakeWorker.all[1]?.calls).toEqual(['load']);
  ready();
  await vi.waitFor(async () => {
    await look();
    expect(ended()).toEqual([true, false]);
  });
  expect(FakeWorker.all[1]?.calls).toContain('detect');
});

test('a successor that cannot be loaded is given up, and the worker is replaced as ever', async () => {
  FakeWorker.all = [];
  const broken: Partial<VisionWorker<Opened>> = { load: () => Promise.reject(new TongkuanError('MODEL_FETCH')) };
  const faces: Partial<VisionWorker<Opened>>[] = [{}, broken];
  const client = new VisionClient({ createWorker: () => new FakeWorker(faces.shift() ?? {}), policy: live });
  for (let looks = 0; looks < 6; looks++) await client.detect(await client.openFrame(frame().picture, NEVER), NEVER);
  expect(FakeWorker.all.slice(0, 3).map(({ terminated }) => terminated)).toEqual([true, true, false]);
});

test('iOS gets one thread of wasm; trouble makes every device modest', () => {
  const phone = { userAgent: 'iPhone', platform: 'iPhone', maxTouchPoints: 5, hardwareConcurrency: 6 };
  expect(devicePolicy(phone).load).toMatchObject({ provider: 'wasm', maxThreads: 1 });
  expect(devicePolicy({ ...phone, userAgent: 'Macintosh', platform: 'MacIntel' }).runsPerWorker).toBeLessThan(100);
  expect(POLICY.load).toMatchObject({ provider: 'auto', maxThreads: 2 });
  expect(smaller(POLICY).load).toMatchObject({ provider: 'wasm', maxThreads: 1 });
});

/** Handed over like an ImageBitmap, which Node does not have: gone on this side, there on the other. */
function frame() {
  const channel = new MessageChannel();
  const close = vi.fn();
  return { picture: Object.assign(channel.port1, { close }) as unknown as ImageBitmap, close };
}

test('a frame of the camera is handed over, looked at and released; the worker holds none afterwards', async () => {
  const open = new Set<number>();
  let last = 0;
  const client = clientOf({
    open: async () => {
      open.add(++last);
      return { photoId: last, width: 480, height: 640 };
    },
    release: async (photoId) => void open.delete(photoId),
  });
  for (let i = 0; i < 5; i++) {
    const photo = await client.openFrame(frame().picture, NEVER);
    expect(photo).toEqual({ picture: null, width: 480, height: 640 });
    expect(await client.detect(photo, NEVER)).toEqual([]);
    client.release(photo);
  }
  await client.load(); // after the last release in the queue
  expect(last).toBe(5);
  expect(open.size).toBe(0);
});

test('a frame that nobody waits for any more is closed and never sent', async () => {
  const client = clientOf();
  const { picture, close } = frame();
  const left = new AbortController();
  left.abort();
  expect(await codeOf(client.openFrame(picture, left.signal))).toBe('ABORTED');
  expect(close).toHaveBeenCalled();
  expect(FakeWorker.all).toEqual([]);
});

test('a frame does not outlive its worker', async () => {
  const client = clientOf({ detect: silence });
  const photo = await client.openFrame(frame().picture, NEVER);
  const detecting = codeOf(client.detect(photo, NEVER));
  await vi.waitFor(() => expect(FakeWorker.all[0]?.calls).toContain('detect'));
  FakeWorker.all[0]?.dies();
  expect(await detecting).toBe('WORKER_DIED');
  expect(await codeOf(client.describe(photo, null, {}, NEVER))).toBe('PHOTO_UNKNOWN');
});
