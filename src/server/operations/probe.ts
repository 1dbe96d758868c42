/**
 * Recall of the index in service: stored vectors are searched for as shoppers' are, and the answer compared with an exact
 * search. A coarse index whose recall sinks answers as fast as ever; this is what notices.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toTongkuanError } from '#core/errors.ts';
import { normalise, quantise, VECTOR_DIM } from '#core/vector.ts';
import type { ServedIndex } from '../deps.ts';
import type { Metrics } from './metrics.ts';

/** Products searched for in a probe; an exact search of a million takes a tenth of a second. */
const SAMPLES = 20;
const NEAREST = 10;
/** A sample is one of so many near a random direction: there is no cheap way to draw one of all. */
const NEAR_RANDOM = 100;
/** Between two samples, so that a probe is never in a shopper's way. */
const REST_MS = 200;
const SCALE = 330;

/** As another photo of the thing would be: about 0.9 alike. */
const JITTER = 0.5;

function gaussian(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

const direction = () => quantise(normalise(Array.from({ length: VECTOR_DIM }, gaussian)), SCALE);

/** A vector beside a stored one. */
function beside(vector: Int8Array): Int8Array {
  const length = Math.hypot(...vector) / Math.sqrt(VECTOR_DIM);
  return quantise(normalise(Array.from(vector, (value) => value + JITTER * length * gaussian())), SCALE);
}

async function sample(index: ServedIndex): Promise<Int8Array | undefined> {
  const near = await index.search(direction(), {}, NEAR_RANDOM);
  const drawn = near[Math.floor(Math.random() * near.length)];
  return drawn && beside(drawn.document.vector);
}

/** Share of the exact nearest ten that a search finds; null while there is nothing to search. */
export async function probeRecall(index: ServedIndex, samples = SAMPLES, restMs = REST_MS): Promise<number | null> {
  let wanted = 0;
  let found = 0;
  for (let i = 0; i < samples; i++) {
    const query = await sample(index);
    if (!query) return null;
    const exact = await index.searchExactly(query, NEAREST);
    const answer = await index.search(query, {}, NEAREST);
    // by similarity and not by id: equal vectors may stand for each other
    const worst = exact.at(-1) ?? Number.POSITIVE_INFINITY;
    wanted += exact.length;
    found += answer.filter(({ similarity }) => similarity >= worst - 1e-9).length;
    await sleep(restMs);
  }
  return wanted === 0 ? null : found / wanted;
}

export interface Probed {
  /** Name of the shop. */
  readonly name: string;
  readonly index: ServedIndex;
}

async function probeShop({ name: shop, index }: Probed, { probe }: Metrics): Promise<void> {
  try {
    const recall = await probeRecall(index);
    if (recall === null) return;
    probe.recall.set({ shop, k: String(NEAREST) }, recall);
    probe.time.set({ shop }, Date.now() / 1000);
  } catch (thrown) {
    if (toTongkuanError(thrown).code !== 'INDEX_MISSING') probe.failed.inc({ shop });
  }
}

/** Probes all shops again and again, one after the other. @returns what ends it */
export function probeRegularly(shops: readonly Probed[], everyMs: number, metrics: Metrics): () => void {
  let probing = false;
  const once = async () => {
    if (probing) return; // many shops may take longer than a round
    probing = true;
    for (const shop of shops) await probeShop(shop, metrics);
    probing = false;
  };
  // the first one soon after the start, at another moment in every process
  const first = setTimeout(() => void once(), Math.min(everyMs, 30_000) * Math.random());
  const timer = setInterval(() => void once(), everyMs);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
