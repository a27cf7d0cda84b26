/** Random choices, all taken from one generator of fast-check so that a seed reproduces them. */

import type { Random } from 'fast-check';

export class Chance {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Both bounds included. */
  int(min: number, max: number): number {
    return this.#random.nextInt(min, max);
  }

  /** True with this probability, in steps of a thousandth. */
  yes(probability: number): boolean {
    return this.int(1, 1000) <= probability * 1000;
  }

  one<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to choose from');
    return list[this.int(0, list.length - 1)] as T;
  }

  /** One of the values, each as likely as its weight; weights are rounded to hundredths. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
    const weights = choices.map(([weight]) => Math.round(weight * 100));
    let at = this.int(1, Math.max(1, sum(weights)));
    for (const [i, choice] of choices.entries()) {
      at -= weights[i] ?? 0;
      if (at <= 0) return choice[1];
    }
    throw new RangeError('nothing to choose from');
  }

  /** A new list in random order. */
  shuffled<T>(list: readonly T[]): T[] {
    const rest = [...list];
    const out: T[] = [];
    while (rest.length > 0) out.push(...rest.splice(this.int(0, rest.length - 1), 1));
    return out;
  }

  /** Each member with this probability, order kept. */
  some<T>(list: readonly T[], probability: number): T[] {
    return list.filter(() => this.yes(probability));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
