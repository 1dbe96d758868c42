/** How many requests run at once: in all, and to one host. */

/** Lets so many jobs run; others wait in line. */
class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await job();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}

export class HostSlots {
  readonly #perHost: number;
  readonly #all: Slots;
  readonly #hosts = new Map<string, { readonly slots: Slots; jobs: number }>();

  constructor(perHost: number, all: number) {
    this.#perHost = perHost;
    this.#all = new Slots(all);
  }

  /** The host's place in line comes first, so that a slow host does not hold those of others. */
  async run<T>(host: string, job: () => Promise<T>): Promise<T> {
    const entry = this.#hosts.get(host) ?? { slots: new Slots(this.#perHost), jobs: 0 };
    this.#hosts.set(host, entry);
    entry.jobs++;
    try {
      return await entry.slots.run(() => this.#all.run(job));
    } finally {
      if (--entry.jobs === 0) this.#hosts.delete(host);
    }
  }
}
