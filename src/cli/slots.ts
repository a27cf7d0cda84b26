/** A number of slots, so that workers and herd7 processes together use no more cores than told. */

export interface Slots {
  /** Runs `job` when a slot is free; first come, first served, but urgent ones before all others. */
  readonly run: <T>(job: () => Promise<T>, urgent?: boolean) => Promise<T>;
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
    run: async (job, urgent = false) => {
      if (free > 0) free--;
      else {
        await new Promise<void>((resolve) => {
          if (urgent) waiting.unshift(resolve);
          else waiting.push(resolve);
        });
      }
      try {
        return await job();
      } finally {
        release();
      }
    },
  };
}
