/**
 * A certificate: why an outcome of a litmus test is forbidden, or how it is allowed, as JSON that a
 * checker verifies without believing whoever wrote it. It is checked by `check.ts`, against the test
 * and the model's published axioms alone; whatever it leaves out or gets wrong, it is rejected.
 *
 * Numbers of events. A certificate speaks of one control path of each thread: `paths[t]` counts in the
 * order in which `threadPaths` (events/) lists the paths of thread t, cut ones included. On these
 * paths events are numbered as by `eventStructure`: initial writes first, then thread by thread.
 */

export const certificateFormat = 'mbpair certificate 1';

export interface Certificate {
  readonly format: typeof certificateFormat;
  /** Whose axioms: `LKMM of Linux 7.2`. */
  readonly model: string;
  /** The whole text of the litmus test. */
  readonly test: string;
  /** The text has one character a byte of a file that is not UTF-8; the hash is over bytes. */
  readonly encoding?: 'latin1';
  /** herd7's hash of the test; absent when it has none. */
  readonly hash?: string;
  /**
   * What is claimed of: a proposition as behind `exists`, without quantifier: `0:r0=0 /\ 1:r0=0`. The
   * test's own (for `forall` its negation) is nothing special. `true` holds of every execution: forbidden, it says that there are
   * none at all.
   */
  readonly outcome: string;
  readonly claim: Claim;
  /** Words for readers. Not checked, and no part of what is claimed. */
  readonly explanation?: unknown;
}

export type Claim = Forbidden | Allowed;

/* ---- allowed ---- */

/**
 * An execution that passes the filter, has the outcome, and breaks no axiom. With a flag: and raises
 * it. (That no execution raises a flag is not claimed by a certificate.)
 */
export interface Allowed {
  readonly kind: 'allowed';
  readonly execution: Execution;
  readonly flag?: RaisedFlag;
}

export interface Execution {
  /** One a thread. */
  readonly paths: readonly number[];
  /** `eventNames` of the events, so that the certificate can be read without us. */
  readonly events: readonly string[];
  /** Write and read, one pair a read, lock events that read included. */
  readonly rf: readonly EventPair[];
  /** The order of each location's writes, the initial one first. Left out where it is alone. */
  readonly co: readonly (readonly number[])[];
  /**
   * One an event: what it reads or writes, as `1` or `&x` or `&x+4` (bytes). null for events without a
   * value (fences, lock events), and for values that nothing determines (copies of each other alone).
   */
  readonly values: readonly (string | null)[];
}

export type EventPair = readonly [from: number, to: number];

/** A flag of the model and a pair of events that raises it; an event and itself where it is of one. */
export interface RaisedFlag {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/* ---- forbidden ---- */

/**
 * No execution has the outcome: a case split over all that could, each case impossible. It is about
 * executions alone: that herd7 refuses a test (a store through a number, a division by zero) it does not
 * say. Nothing is certified of locks that are written like variables.
 */
export interface Forbidden {
  readonly kind: 'forbidden';
  readonly proof: Case;
  /** Shared by all cases; a case refers to them by index. */
  readonly steps: readonly Step[];
}

export type Case = PathSplit | Structure | ReadSplit | OrderSplit | Violation | Impossible;

/**
 * Which way a thread goes: a case for every path, in their order. Thread 0 is split first, then 1 and
 * so on, one below the other, a thread with a single path too.
 */
export interface PathSplit {
  readonly thread: number;
  readonly paths: readonly Case[];
}

/** Below the last `PathSplit`: all that follows speaks of these events. */
export interface Structure {
  /** `eventNames` of the events. */
  readonly events: readonly string[];
  readonly of: Case;
}

/**
 * What a read reads from: a case for every write that it could take. For a read (`R`) these are all
 * `W` to its place, initial ones and those behind it in program order too, but for the write that its
 * own statement makes of its value; while an address of the two is unknown, that write as well. Lock
 * events read as lock.cat says. No case at all: there is nothing to read.
 */
export interface ReadSplit {
  readonly read: number;
  readonly writes: readonly (readonly [write: number, of: Case])[];
}

/**
 * Which of two writes to one place comes first in coherence, where that does not follow from what has
 * been decided above: a case for `order[0]` first, then one for `order[1]`. What follows by transitivity,
 * and that the initial write comes first, need not be said. An order that coherence or atomicity force
 * is such a split too: the case of the other order then breaks that axiom.
 */
export interface OrderSplit {
  readonly order: EventPair;
  readonly cases: readonly [Case, Case];
}

/**
 * An axiom is broken, by a cycle of the steps that the axiom is about (`axioms.ts`), first to last. It
 * rests on reads and orders that were decided above, so that all that is still open is beside the point.
 */
export interface Violation {
  readonly violates: AxiomName;
  /** Indices into `steps`. */
  readonly cycle: readonly number[];
}

export type AxiomName =
  /** Cycle of `po-loc` and `com`. */
  | 'coherence'
  /** `fre`, `coe`, and back from the write to the read of one operation: not a step, but checked. */
  | 'atomic'
  /** Cycle of `hb`. */
  | 'happens-before'
  /** Cycle of `pb`. */
  | 'propagation'
  /** One `rb`. */
  | 'rcu'
  /** `rf` and back by `rw-xbstar`; `fr`, `wr-vis`; `co`, `ww-vis`: one of the two plain, other threads. */
  | 'plain-coherence';

/** No memory model is needed to see that the case is impossible. */
export interface Impossible {
  readonly impossible: Impossibility;
}

export type Impossibility =
  /** The path runs into the limit of a loop: herd7 drops it. Below a `PathSplit`, for its thread's path. */
  | 'loop'
  /**
   * Equations of the program, conditions of the paths, what is read, and what the outcome demands of
   * registers: they contradict each other. Also right below a `PathSplit`, from the paths chosen so far.
   */
  | 'values'
  /** The outcome fails, whatever is still open. */
  | 'outcome'
  /** The test's filter fails, whatever is still open. */
  | 'filter'
  /** Every read has its write, and values depend on themselves: herd7 drops it. */
  | 'out of thin air'
  /** An access through a number. */
  | 'address'
  /** Self-deadlock of a lock, as lock.cat has it. */
  | 'lock';

/**
 * One pair of a relation of the model, and why it is in it: `[relation, from, to, parts]`.
 *
 * The relation is a name of `definitions.ts`; these are the names of the kernel's bell and cat files.
 * Where these use a name twice: `addr0`, `data0`, `ctrl0` are the dependencies that herd7 hands over,
 * `addr`, `data`, `ctrl` the ones carried through memory; `fence` and `strong-fence` are without grace
 * periods of `rcu-order`, `any-fence` and `any-strong-fence` with them.
 *
 * The parts are indices into `steps`, each smaller than the step's own: the steps that the definition
 * is made of, in the order of the way from `from` to `to`; each begins where the one before ends. A
 * step of `rf^-1` is the step of `rf` itself, gone backwards. Sets (`[Marked]`) and the tests `& int`,
 * `& ext`, `& loc`, `\ id` are no steps. A relation that is given (po, rf, co, addr0, data0, ctrl0, rmw,
 * rcu-rscs) has no parts. A way of no steps at all has none either: from = to.
 *
 *     ["rf", 1, 7, []], ["co", 1, 4, []], ["fr", 7, 4, [0, 1]]
 *     ["po", 4, 5, []], ["po", 5, 6, []], ["mb", 4, 6, [3, 4]]     5 being the smp_mb()
 */
export type Step = readonly [relation: string, from: number, to: number, parts: readonly number[]];
