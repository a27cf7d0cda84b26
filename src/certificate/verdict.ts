/** What the checker answers, and how it stops. */

/** Keys and indices from the top of the JSON to the place that is meant. */
export type Path = readonly (string | number)[];

/** As people write it: `claim.proof.paths[0].of`. */
export function pathText(path: Path): string {
  return path.map((k, i) => (typeof k === 'number' ? `[${k}]` : i === 0 ? k : `.${k}`)).join('');
}

/** Thrown where the certificate is wrong. */
export class Rejected extends Error {
  readonly path: Path;

  constructor(path: Path, reason: string) {
    super(reason);
    this.path = path;
  }
}

/** Thrown when there is no end in sight. */
export class LimitHit extends Error {}

/** Counts work, so that a hostile certificate costs no more than an honest one. */
export class Effort {
  #left: number;
  readonly #expired: () => boolean;

  constructor(most: number, expired: () => boolean) {
    this.#left = most;
    this.#expired = expired;
  }

  spend(amount = 1): void {
    this.#left -= amount;
    if (this.#left < 0) throw new LimitHit('more to check than the limit of work allows');
    if ((this.#left & 63) < amount && this.#expired()) throw new LimitHit('out of time');
  }
}
