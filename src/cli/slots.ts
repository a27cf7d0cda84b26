/** A number of slots, so that workers and herd7 processes together use no more cores than told. */

export interface Slots {
  readonly count: number;
  /** Runs `job` when a slot is free: the most urgent first, among equals who came first. */
  readonly run: <T>(job: () => Promise<T>, urgency: Urgency) => Promise<T>;
}

/** Ours is the quicker, so it comes before herd7; a slow test holds back the answers behind it. */
export type Urgency = 'herd7' | 'batch' | 'slow test';

const urgencies: readonly Urgency[] = ['slow test', 'batch', 'herd7'];

export function slots(count: number): Slots {
  let free = count;
  const waiting = urgencies.map((): (() => void)[] => []);
  const release = () => {
    const next = waiting.find((w) => w.length > 0)?.shift();
    if (next === undefined) free++;
    else next();
  };
  return {
    count,
    run: async (job, urgency) => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting[urgencies.indexOf(urgency)]?.push(resolve));
      try {
        return await job();
      } finally {
        release();
      }
    },
  };
}
