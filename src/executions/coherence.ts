/**
 * The part of coherence order that is already certain: a transitive partial order on the writes of
 * each cell, with the rules that make more of it certain. A full choice of rf is coherent exactly if
 * these rules meet no contradiction and the rest of the order can be completed.
 * Source: LKMM's axioms coherence and atomic, read per cell.
 */

import { addPair, type Bits, emptyRelation, hasPair, removePair, type Size } from '../base/relation.ts';
import { isSilent, type Located, type ReadSite } from './located.ts';
import { nothing } from './locked.ts';

/** `next` follows `write` at once, no write of a thread other than `thread` between. */
interface Adjacent {
  readonly write: number;
  readonly next: number;
  /** Whose writes may stand between all the same; `nobody` for lock events. */
  readonly thread: number;
  readonly cell: number;
}

const nobody = -2;
const undecided = -1;

export class Coherence {
  readonly co: Bits;
  /** By read site: the event it reads from, `undecided`, or `nothing`. */
  readonly source: Int32Array;
  readonly rf: Bits;
  readonly #located: Located;
  readonly #size: Size;
  #adjacent: Adjacent[] = [];
  #saved: Bits[] = [];

  constructor(located: Located) {
    this.#located = located;
    this.#size = located.structure.size;
    this.co = emptyRelation(this.#size);
    this.rf = emptyRelation(this.#size);
    this.source = new Int32Array(located.reads.length).fill(undecided);
  }

  /** The order that needs no reads: initial writes first, program order, locks. False: none exists. */
  begin(): boolean {
    const { structure: s, writesOf, locks } = this.#located;
    for (const writes of writesOf.values()) {
      for (const a of writes) {
        for (const b of writes) {
          if (a === b) continue;
          const first = a < s.initialWrites && b >= s.initialWrites;
          if ((first || hasPair(s.po, this.#size, a, b)) && !this.#before(a, b)) return false;
        }
      }
    }
    for (const [lkw, ul] of locks.critical) {
      const cell = this.#located.cellOf[lkw] as number;
      if (!this.#before(lkw, ul)) return false;
      this.#adjacent.push({ write: lkw, next: ul, thread: nobody, cell });
    }
    for (const lkw of locks.unended) {
      for (const w of writesOf.get(this.#located.cellOf[lkw] as number) ?? []) {
        if (w !== lkw && s.events[w]?.kind === 'LKW' && !this.#before(w, lkw)) return false;
      }
    }
    return this.saturate();
  }

  /** Saves the state; `depth` must be that of the matching `restore`. */
  save(depth: number): number {
    const slot = this.#saved[depth];
    if (slot === undefined) this.#saved[depth] = Uint32Array.from(this.co);
    else slot.set(this.co);
    return this.#adjacent.length;
  }

  restore(depth: number, adjacent: number): void {
    this.co.set(this.#saved[depth] as Bits);
    this.#adjacent.length = adjacent;
  }

  /** Whether the read may still take the write, by what is certain now (necessary, not sufficient). */
  allows(site: ReadSite, w: number): boolean {
    if (this.#isOutside(w)) return true;
    const { co } = this;
    const size = this.#size;
    for (const v of site.writesBefore) if (v !== w && hasPair(co, size, w, v)) return false;
    for (const v of site.writesAfter) if (v === w || hasPair(co, size, v, w)) return false;
    for (const i of site.readsBefore) {
      const v = this.source[i] as number;
      if (!this.#isOutside(v) && v !== w && hasPair(co, size, w, v)) return false;
    }
    for (const i of site.readsAfter) {
      const v = this.source[i] as number;
      if (!this.#isOutside(v) && v !== w && hasPair(co, size, v, w)) return false;
    }
    return site.partner === -1 || (w !== site.partner && !hasPair(co, size, site.partner, w));
  }

  /**
   * Whether a write of a foreign thread is known to stand between `w` and the write half of the site's
   * read-modify-write: `assign` would meet that contradiction.
   */
  isParted(site: ReadSite, w: number): boolean {
    const { partner, cell, valued, thread } = site;
    if (partner === -1 || this.#isOutside(w)) return false;
    const { events } = this.#located.structure;
    for (const v of this.#located.writesOf.get(cell) ?? []) {
      if (v === w || v === partner || (valued && events[v]?.thread === thread)) continue;
      if (hasPair(this.co, this.#size, w, v) && hasPair(this.co, this.#size, v, partner)) return true;
    }
    return false;
  }

  /** The writes of a cell behind which no other is known to stand. */
  maximal(cell: number): number[] {
    const writes = this.#located.writesOf.get(cell) ?? [];
    return writes.filter((a) => !writes.some((b) => hasPair(this.co, this.#size, a, b)));
  }

  /** Every pair of writes of one cell that some completion of the order may have. */
  possible(): Bits {
    const all = emptyRelation(this.#size);
    for (const writes of this.#located.writesOf.values()) {
      for (const a of writes) {
        for (const b of writes) {
          if (a !== b && !hasPair(this.co, this.#size, b, a)) addPair(all, this.#size, a, b);
        }
      }
    }
    return all;
  }

  /** Nothing, or an unlock without a lock: no part of coherence. */
  #isOutside(w: number): boolean {
    return w < 0 || this.#located.locks.unmatched.has(w);
  }

  /** Sets rf and what follows from it for the order; false on a contradiction. */
  assign(index: number, w: number): boolean {
    const site = this.#located.reads[index] as ReadSite;
    if (isSilent(this.#located, site, w)) return this.#follow(index, site, w);
    this.source[index] = w;
    addPair(this.rf, this.#size, w, site.event);
    if (this.#isOutside(w)) return true;
    for (const v of site.writesBefore) if (v !== w && !this.#before(v, w)) return false;
    for (const v of site.writesAfter) if (!this.#before(w, v)) return false;
    for (const i of site.readsBefore) {
      const v = this.source[i] as number;
      if (!this.#isOutside(v) && v !== w && !this.#before(v, w)) return false;
    }
    for (const i of site.readsAfter) {
      const v = this.source[i] as number;
      if (!this.#isOutside(v) && v !== w && !this.#before(w, v)) return false;
    }
    if (site.partner !== -1) {
      if (!this.#before(w, site.partner)) return false;
      const thread = site.valued ? site.thread : nobody;
      this.#adjacent.push({ write: w, next: site.partner, thread, cell: site.cell });
    }
    return this.saturate();
  }

  /** A lock acquisition that reads from nothing: it still follows `w`, or comes first. */
  #follow(index: number, site: ReadSite, w: number): boolean {
    this.source[index] = nothing;
    const { partner, cell } = site;
    if (w === nothing) {
      for (const v of this.#located.writesOf.get(cell) ?? []) {
        if (v !== partner && !this.#before(partner, v)) return false;
      }
      return this.saturate();
    }
    if (!this.#before(w, partner)) return false;
    this.#adjacent.push({ write: w, next: partner, thread: nobody, cell });
    return this.saturate();
  }

  unassign(index: number): void {
    const w = this.source[index] as number;
    this.source[index] = undecided;
    if (w >= 0) removePair(this.rf, this.#size, w, (this.#located.reads[index] as ReadSite).event);
  }

  /** Puts `a` before `b`, with what follows; false on a contradiction. */
  order(a: number, b: number): boolean {
    return this.#before(a, b) && this.saturate();
  }

  /** Two writes of one cell whose order is open, or undefined when coherence is total. */
  open(): readonly [number, number] | undefined {
    for (const writes of this.#located.writesOf.values()) {
      for (let i = 0; i < writes.length; i++) {
        for (let j = i + 1; j < writes.length; j++) {
          const a = writes[i] as number;
          const b = writes[j] as number;
          if (!hasPair(this.co, this.#size, a, b) && !hasPair(this.co, this.#size, b, a)) return [a, b];
        }
      }
    }
    return undefined;
  }

  #before(a: number, b: number): boolean {
    const { co } = this;
    const size = this.#size;
    if (a === b || hasPair(co, size, b, a)) return false;
    if (hasPair(co, size, a, b)) return true;
    const { width } = size;
    for (const x of this.#located.writesOf.get(this.#located.cellOf[a] as number) ?? []) {
      if (x !== a && !hasPair(co, size, x, a)) continue;
      for (let k = 0; k < width; k++) {
        (co[x * width + k] as number) |= co[b * width + k] as number;
      }
      addPair(co, size, x, b);
    }
    return true;
  }

  /** Applies the rule of adjacent writes until nothing new follows. */
  saturate(): boolean {
    const { co } = this;
    const size = this.#size;
    const { events } = this.#located.structure;
    for (let changed = true; changed; ) {
      changed = false;
      for (const { write, next, thread, cell } of this.#adjacent) {
        for (const v of this.#located.writesOf.get(cell) ?? []) {
          if (v === write || v === next || events[v]?.thread === thread) continue;
          if (hasPair(co, size, write, v) && !hasPair(co, size, next, v)) {
            if (!this.#before(next, v)) return false;
            changed = true;
          }
          if (hasPair(co, size, v, next) && !hasPair(co, size, v, write)) {
            if (!this.#before(v, write)) return false;
            changed = true;
          }
        }
      }
    }
    return true;
  }
}
