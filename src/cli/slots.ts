/** A number of slots, so that workers and herd7 processes together use no more cores than told. */

export interface Slots {
  /** Runs `job` when a slot is free; first come, first served. */
  readonly run: <T>(job: () => Promise<T>) => Promise<T>;
}

export function slots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const release = () => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  return {
    run: async (job) => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await job();
      } finally {
        release();
      }
    },
  };
}
