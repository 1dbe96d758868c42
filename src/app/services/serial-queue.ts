/** Runs jobs one after another; a failed job does not stop the ones behind it. */
export type SerialQueue = <T>(job: () => Promise<T>) => Promise<T>;

/** @returns a function that appends a job and settles as that job does. */
export function serialQueue(): SerialQueue {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(job: () => Promise<T>): Promise<T> => {
    const mine = tail.then(job);
    tail = mine.catch(() => {});
    return mine;
  };
}
