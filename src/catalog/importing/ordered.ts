/** Streams with several items in work at once. */

/** Maps with up to `inFlight` calls at a time; answers keep the order of the items. Only as many items are held. */
export async function* mapOrdered<T, R>(
  items: AsyncIterable<T>,
  inFlight: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      result.catch(() => {}); // one that fails before its turn is told in its turn
      running.push(result);
      if (running.length >= inFlight) yield await (running.shift() as Promise<R>);
    }
    while (running.length > 0) yield await (running.shift() as Promise<R>);
  } finally {
    // After a failure, or when nobody asks further, what is under way ends before its resources are closed.
    await Promise.allSettled(running);
  }
}

/** Groups of up to `size` items; the last may be smaller. */
export async function* grouped<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
