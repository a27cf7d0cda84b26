/**
 * What the generator knows while it writes a test: the shared places (world) and, a thread at a time,
 * the registers and what they hold (scope).
 */

import type { Chance } from './chance.ts';
import type { Expr, Statement } from './tree.ts';

export interface World {
  /** Locations that hold numbers. */
  readonly numbers: readonly string[];
  /** Locations that hold addresses of `numbers`. */
  readonly pointers: readonly string[];
  readonly locks: readonly string[];
  readonly srcus: readonly string[];
  /** An array, whose elements hold numbers of four bytes. */
  readonly array?: { readonly name: string; readonly elements: number };
  /** Probability that an access is plain, for each location that differs from the rest. */
  readonly plainness: number;
  readonly plain: ReadonlySet<string>;
}

export interface Register {
  readonly name: string;
  readonly holds: 'number' | 'pointer';
}

export class Scope {
  readonly world: World;
  readonly chance: Chance;
  #visible: Register[] = [];
  #next = 0;
  #nestedIn = 0;
  /** Statements that must come before the one being written (an operand's register). */
  #pending: Statement[] = [];

  constructor(world: World, chance: Chance) {
    this.world = world;
    this.chance = chance;
  }

  /** A register that no statement has used yet. */
  fresh(): string {
    return `r${this.#next++}`;
  }

  /** From here on the register holds such a value. */
  holds(name: string, holds: Register['holds']): void {
    this.#visible = [...this.#visible.filter((r) => r.name !== name), { name, holds }];
  }

  registers(holds: Register['holds']): readonly string[] {
    return this.#visible.filter((r) => r.holds === holds).map((r) => r.name);
  }

  /** What is written inside a branch may not run: its pointers are unknown afterwards. */
  branch<T>(write: () => T): T {
    const before = this.#visible;
    this.#nestedIn++;
    const written = write();
    this.#nestedIn--;
    const kept = this.#visible.filter(
      (r) => r.holds === 'number' || before.some((b) => b.name === r.name && b.holds === 'pointer'),
    );
    this.#visible = kept.filter((r) => r.holds === 'number' || !wasNumber(before, r.name));
    return written;
  }

  get depth(): number {
    return this.#nestedIn;
  }

  /** Puts a statement before the one being written. */
  first(statement: Statement): void {
    this.#pending.push(statement);
  }

  /** What `write` makes, behind the statements that it asked for. */
  statements(write: () => readonly Statement[]): Statement[] {
    const outer = this.#pending;
    this.#pending = [];
    const written = write();
    const all = [...this.#pending, ...written];
    this.#pending = outer;
    return all;
  }

  /** What was asked to come first outside of any `statements`: it may stand at the thread's start. */
  leftOver(): Statement[] {
    return this.#pending.splice(0);
  }

  /** `type name = value;` or without the type: declarations are optional. */
  assign(name: string, value: Expr, type = 'int '): Statement {
    return this.chance.yes(0.7) ? { kind: 'assign', type, name, value } : { kind: 'assign', name, value };
  }
}

function wasNumber(before: readonly Register[], name: string): boolean {
  return before.some((b) => b.name === name && b.holds === 'number');
}
