/** Runs jobs one after another. A job that fails does not stop those behind it. */
export function serialQueue(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const turn = last.then(job, job);
    last = turn.catch(() => {});
    return turn;
  };
}
