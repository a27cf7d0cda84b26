/**
 * Comments in the kernel's convention for both sides of each pairing that a reason uses: what the barrier
 * pairs with, where, and what the two together make sure of. Drawn from the cycle: not all that it
 * observes can be true at once, so if most of it is, the rest is not.
 */

import { visible } from '../base/diagnostic.ts';
import { lineText } from '../base/source.ts';
import { initialThread } from '../events/structure.ts';
import type { Forbidden } from '../explain/explanation.ts';
import { makersOf } from '../explain/makers.ts';
import { isAboutOneLocation, type Reason } from '../explain/reason.ts';
import type { SceneEvent } from '../explain/scene.ts';
import type { Step } from '../explain/step.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { threadNames } from '../litmus/thread-names.ts';
import { list } from './event-words.ts';
import { pageWidth, paragraph } from './paragraphs.ts';

export interface BarrierComment {
  readonly thread: number;
  /** The thread's function. */
  readonly name: string;
  /** Of the statement that it belongs above, from 1. */
  readonly line: number;
  /** The line: `smp_mb();` */
  readonly statement: string;
  /** The comment, for code that is indented by one tab: at most 80 columns, no line end. */
  readonly lines: readonly string[];
}

/** In the order of the test. */
export function barrierComments(test: LitmusTest, e: Forbidden): BarrierComment[] {
  const names = threadNames(test);
  const main = e.reasons.filter((r) => !isAboutOneLocation(r.axiom));
  const bySite = new Map<string, { site: SceneEvent; pairings: Map<string, Site[]> }>();
  for (const reason of main) {
    const sites = reason.loop.flatMap((step) => sitesOf(step, reason));
    for (const { event, commented } of sites) {
      if (!commented) continue;
      const { pairings } = bySite.get(event.key) ?? { pairings: new Map<string, Site[]>() };
      bySite.set(event.key, { site: event, pairings });
      const promise = promiseOf(event.thread, reason, names);
      const partners = sites.filter((s) => s.event.thread !== event.thread);
      pairings.set(promise, [...(pairings.get(promise) ?? []), ...partners]);
    }
  }
  return [...bySite.values()]
    .map(({ site, pairings }) => ({
      site,
      sentences: [...pairings].map(([promise, partners]) => sentence(promise, partners, names)),
    }))
    .filter(({ sentences }) => sentences.some((s) => s !== ''))
    .map(({ site, sentences }) => ({
      thread: site.thread,
      name: names[site.thread] ?? '',
      line: site.line,
      statement: lineText(test.source, site.line).trim(),
      lines: asComment(sentences.filter((s) => s !== '')),
    }))
    .sort((x, y) => x.line - y.line);
}

/* ---- what pairs ---- */

/** What orders in a thread, as its partner's comment calls it. */
interface Site {
  readonly event: SceneEvent;
  readonly words: string;
  /** Locks and dependencies need no comment of their own. */
  readonly commented: boolean;
}

const dependencies: Readonly<Record<string, string>> = {
  addr: 'the address dependency',
  data: 'the data dependency',
  ctrl: 'the control dependency',
};

function sitesOf(step: Step, { scene }: Reason): Site[] {
  const from = scene[step.from] as SceneEvent;
  const dependency = dependencies[step.relation];
  if (dependency !== undefined) return [{ event: from, words: dependency, commented: false }];
  if (isObservation(step) || step.relation === 'po' || step.relation === 'po-loc') return [];
  // Of a critical section the comment stands at its beginning.
  const section = step.relation === 'rcu-rscsi' || step.relation === 'srcu-rscsi';
  const makers = makersOf(step, scene).filter((e) => e.thread !== initialThread);
  return (section ? makers.slice(-1) : makers).map((event) => ({
    event,
    words: `${/^\w+/.exec(event.text)?.[0] ?? event.text}()`,
    commented: !['LKR', 'LKW', 'UL'].includes(event.kind),
  }));
}

/** What a thread can see of another one. */
function isObservation(step: Step): boolean {
  return /^(rf|fr|co)[ei]?$/.test(step.relation) || step.relation === 'rmw';
}

/* ---- what is said ---- */

function sentence(promise: string, partners: readonly Site[], names: readonly string[]): string {
  const threads = [...new Set(partners.map((p) => p.event.thread))];
  const pairs = threads.map((t) => {
    const words = partners.filter((p) => p.event.thread === t).map((p) => p.words);
    return `${list([...new Set(words)])} in ${names[t]}()`;
  });
  if (pairs.length === 0) return promise === '' ? '' : `${capital(promise)}.`;
  return `Pairs with ${list(pairs)}${promise === '' ? '' : `: ${promise}`}.`;
}

/** What cannot be all at once, as what follows from the rest. */
function promiseOf(own: number, { loop, scene }: Reason, names: readonly string[]): string {
  const at = (e: number) => scene[e] as SceneEvent;
  const seen = loop.filter((s) => /^(rf|fr|co)e$/.test(s.relation));
  const threads = new Set(loop.flatMap((s) => [at(s.from).thread, at(s.to).thread]));
  threads.delete(initialThread);
  const speaker: Speaker = { own, names, two: threads.size === 2 };
  const say = (s: Step, holds: boolean) => said(s.relation, at(s.from), at(s.to), holds, speaker);
  const missed = seen.filter((s) => s.relation === 'fre');
  const overwritten = seen.filter((s) => s.relation === 'coe');
  const read = seen.filter((s) => s.relation === 'rfe');
  const [concluded, premises] =
    missed.length > 0
      ? [missed, [...read, ...overwritten]]
      : [overwritten.slice(-1), [...read, ...overwritten.slice(0, -1)]];
  const ours = (s: Step) => (at(s.from).thread === own ? 0 : 1);
  const then = concluded.toSorted((a, b) => ours(a) - ours(b)).map((s) => say(s, false));
  const when = premises.map((s) => say(s, true));
  if (then.length === 0) return when.length === 0 ? '' : `never all at once: ${list(when)}`;
  const either = then.length === 1 ? then[0] : `either ${then.join(', or ')}`;
  return when.length === 0 ? `${either}` : `if ${list(when)}, then ${either}`;
}

interface Speaker {
  readonly own: number;
  readonly names: readonly string[];
  /** Only one other thread: "it" says which. */
  readonly two: boolean;
}

function said(relation: string, from: SceneEvent, to: SceneEvent, holds: boolean, speaker: Speaker): string {
  switch (relation) {
    case 'fre':
      return sees(from, to, !holds, speaker);
    case 'rfe':
      return sees(to, from, holds, speaker);
    default:
      // Coherence: which of two stores is the later one.
      return holds ? overwrites(to, from, speaker) : overwrites(from, to, speaker);
  }
}

function sees(read: SceneEvent, write: SceneEvent, does: boolean, speaker: Speaker): string {
  const we = read.thread === speaker.own;
  const who = subject(read.thread, speaker);
  if (read.kind === 'LKR') {
    const other = object(write.thread, speaker);
    return `${who} ${we ? 'take' : 'takes'} ${read.place} ${does ? 'after' : 'before'} ${other}`;
  }
  const verb = does ? (we ? 'see' : 'sees') : we ? 'miss' : 'misses';
  return `${who} ${verb} ${thing(write, speaker)}`;
}

function overwrites(later: SceneEvent, earlier: SceneEvent, speaker: Speaker): string {
  return `${thing(later, speaker)} overwrites ${thing(earlier, speaker)}`;
}

/** `our store to flag`, `its atomic_inc(refs)`, `the initial value of x` */
function thing(write: SceneEvent, speaker: Speaker): string {
  if (write.thread === initialThread) return `the initial value of ${write.place}`;
  const what = write.kind === 'W' && !write.atomic ? `store to ${write.place}` : write.text;
  if (write.thread === speaker.own) return `our ${what}`;
  return speaker.two ? `its ${what}` : `the ${what} of ${speaker.names[write.thread]}()`;
}

function subject(thread: number, { own, two, names }: Speaker): string {
  return thread === own ? 'we' : two ? 'it' : `${names[thread]}()`;
}

function object(thread: number, { own, two, names }: Speaker): string {
  return thread === own ? 'us' : two ? 'it' : `${names[thread]}()`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/* ---- how it is written ---- */

const tab = ' '.repeat(8);

/** On one line where it fits, else as a block; nothing of the test ends the comment early. */
function asComment(sentences: readonly string[]): string[] {
  const harmless = sentences.map((s) => visible(s).replaceAll('*/', '* /').replaceAll('/*', '/ *'));
  const line = `${tab}/* ${harmless.join(' ')} */`;
  if (line.length <= pageWidth) return [tabbed(line)];
  const body = harmless.flatMap((s, i) => [...(i === 0 ? [] : [`${tab} *`]), ...paragraph(s, `${tab} * `)]);
  return [`${tab}/*`, ...body, `${tab} */`].map(tabbed);
}

const tabbed = (line: string) => line.replace(tab, '\t');

/** Each comment above its statement, under a line that says where. */
export function renderComments(test: LitmusTest, comments: readonly BarrierComment[]): string {
  const blocks = comments.map((c) => {
    const where = `${visible(test.name)}, line ${c.line}, ${c.name}():`;
    return `${[where, '', ...c.lines, `\t${visible(c.statement)}`].join('\n')}\n`;
  });
  return blocks.join('\n');
}
