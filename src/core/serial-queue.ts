/**
 * Runs jobs one after another: two model runs at once would share memory that neither expects to share. A call settles
 * as its job does; a job that failed does not stop the ones behind it.
 */
export type SerialQueue = <T>(job: () => Promise<T>) => Promise<T>;

export function serialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const mine = last.then(job);
    last = mine.catch(() => {});
    return mine;
  };
}
