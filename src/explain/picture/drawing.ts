/**
 * What a picture of an execution shows, before anybody decides where anything stands: the data that an
 * explanation hands to the layout, to DOT and to the terminal. Texts are as they are, hostile ones
 * included; who writes them down escapes and shortens them.
 */

/** What an edge says. The label names it exactly; the kind decides its colour and its line in the legend. */
export type EdgeKind =
  /** Program order, where nothing more is to be said. */
  | 'po'
  /** Reads-from: the read returns what the write wrote. */
  | 'rf'
  /** Coherence: the writes of one location in their order. */
  | 'co'
  /** From-reads: the read returns what a later write overwrites. */
  | 'fr'
  /** A barrier, or an acquire or release, keeps the two in order: `mb`, `wmb`, `acq-po`, `po-rel`. */
  | 'fence'
  /** A dependency: `addr`, `data`, `ctrl`. */
  | 'dep'
  /** The read and the write of one atomic operation. */
  | 'rmw'
  /** A derived order that is not unfolded further: `hb`, `prop`, `pb`, `rcu-order`, `xbstar`. */
  | 'order';

export interface Drawing {
  /** One line, such as the test's name and the outcome. */
  readonly title: string;
  /** One or two sentences that tell what is seen to who cannot see it. */
  readonly desc: string;
  /** One a thread, in the test's order. */
  readonly columns: readonly Column[];
  /** The initial writes that an edge begins or ends at, and no others. */
  readonly initial: readonly DrawnEvent[];
  readonly edges: readonly DrawnEdge[];
}

export interface Column {
  /** `P0`, or the thread's name in the scenario. */
  readonly name: string;
  /** In source order. */
  readonly events: readonly DrawnEvent[];
  readonly sections: readonly Section[];
}

export interface DrawnEvent {
  /** herd7's letter; or, beginning with `+`, a name that is not shown. Unique in the drawing. */
  readonly id: string;
  /** The event as herd7 writes it, without the letter: `W[ONCE][x]=1`, `F[MB]`. */
  readonly label: string;
  /** The statement that it comes from: `WRITE_ONCE(*x, 1);`. Absent for initial writes. */
  readonly source?: string;
  /** Of that statement, from 1. */
  readonly line?: number;
}

export interface DrawnEdge {
  /** Ids of events. */
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** The relation's name in the kernel's model. */
  readonly label: string;
  /** Part of the cycle that the picture is about. */
  readonly onCycle: boolean;
}

/** A critical section of one thread: from its beginning to its end, or to the thread's end. */
export interface Section {
  readonly kind: 'rcu' | 'srcu' | 'lock';
  /** `rcu_read_lock()`, `spin_lock(lock)`. */
  readonly label: string;
  readonly from: string;
  readonly to?: string;
}

/** What stands in an event's box: `a: W[ONCE][x]=1`, and below it `12: WRITE_ONCE(*x, 1);`. */
export function labelOf(event: DrawnEvent): string {
  return event.id.startsWith('+') ? event.label : `${event.id}: ${event.label}`;
}

export function sourceOf(event: DrawnEvent): string {
  if (event.source === undefined) return '';
  return event.line === undefined ? event.source : `${event.line}: ${event.source}`;
}

/** A line of the legend. */
export interface LegendEntry {
  readonly kind: EdgeKind | 'cycle';
  /** The labels that occur: `mb, wmb`. */
  readonly name: string;
  readonly meaning: string;
}

/** In the order of the legend. */
export const edgeMeanings: Readonly<Record<EdgeKind, string>> = {
  po: 'program order',
  fence: 'a barrier keeps this order',
  dep: 'a dependency keeps this order',
  rmw: 'one atomic operation',
  rf: 'the read returns this write',
  co: 'is overwritten by',
  fr: 'the read misses this write',
  order: 'follows from several steps',
};

/** Names of which the kind says too little. */
const labelMeanings: Readonly<Record<string, string>> = {
  'acq-po': 'an acquire keeps this order',
  'po-rel': 'a release keeps this order',
  'po-unlock-lock-po': 'an unlock and a lock keep this order',
  gp: 'a grace period lies between',
  'rcu-rscsi': 'one critical section holds both',
  'srcu-rscsi': 'one critical section holds both',
};

/** What occurs in the drawing, and nothing else. */
export function legendOf(drawing: Drawing): LegendEntry[] {
  const entries = new Map<string, { kind: EdgeKind; names: Set<string>; meaning: string }>();
  for (const kind of Object.keys(edgeMeanings) as EdgeKind[]) {
    for (const { label } of drawing.edges.filter((e) => e.kind === kind)) {
      const meaning = labelMeanings[label] ?? edgeMeanings[kind];
      const key = `${kind} ${meaning}`;
      const entry = entries.get(key) ?? { kind, names: new Set(), meaning };
      entry.names.add(label);
      entries.set(key, entry);
    }
  }
  const told = [...entries.values()].map(({ kind, names, meaning }) => ({
    kind,
    name: [...names].join(', '),
    meaning,
  }));
  const marked = drawing.edges.some((e) => e.onCycle);
  return marked ? [...told, { kind: 'cycle', name: 'bold', meaning: 'the cycle' }] : told;
}
