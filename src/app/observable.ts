/** State that React components can subscribe to (`useSyncExternalStore`) and that knows no React. */
export class Observable<T> {
  #state: T;
  readonly #listeners = new Set<() => void>();

  constructor(initial: T) {
    this.#state = initial;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): T => this.#state;

  protected set(state: T): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
