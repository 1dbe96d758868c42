/** Where the time of an import goes: each step's own time, summed over everything that runs at once. */

/** The steps a product goes through. `detect` and `embed` are inference, with making the models' inputs. */
export const STAGES = ['read', 'fetch', 'decode', 'detect', 'embed', 'store', 'write'] as const;
export type Stage = (typeof STAGES)[number];

/** Seconds of each step. */
export type StageSeconds = Readonly<Record<Stage, number>>;

export class StageClock {
  readonly #ms = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<Stage, number>;

  /** Runs a step and adds the time it took, also when it fails. */
  async measure<T>(stage: Stage, step: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await step();
    } finally {
      this.add(stage, performance.now() - startedAt);
    }
  }

  add(stage: Stage, ms: number): void {
    this.#ms[stage] += ms;
  }

  get seconds(): StageSeconds {
    const rounded = STAGES.map((stage) => [stage, Math.round(this.#ms[stage]) / 1000]);
    return Object.fromEntries(rounded) as Record<Stage, number>;
  }
}

/** The part of the inference threads' time, 0–1, in which they ran the models. */
export function inferenceShare({ detect, embed }: StageSeconds, threads: number, elapsed: number): number {
  return threads > 0 && elapsed > 0 ? Math.min(1, (detect + embed) / (threads * elapsed)) : 0;
}
