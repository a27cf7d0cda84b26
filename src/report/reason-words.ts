/** A reason in a kernel developer's words: what is guaranteed, and what would follow if it were not. */

import { initialThread } from '../events/structure.ts';
import { makersOf } from '../explain/makers.ts';
import type { Reason } from '../explain/reason.ts';
import { herdLabel, type Scene, type SceneEvent } from '../explain/scene.ts';
import type { Step } from '../explain/step.ts';
import { list, makerWords, sentence, that, what, who, whoAndWhere } from './event-words.ts';
import { wrappedColumns } from './paragraphs.ts';

/** Two sentences or more that need no other explanation. */
export function reasonAnswer(r: Reason): string {
  const alone = waitsForItself(r);
  if (alone !== undefined) return alone;
  const loop = fromTheBeginning(r);
  return `${guarantee(r, loop)} ${proof(r, loop)}`;
}

/** A grace period inside a critical section of its own kind, which it therefore waits for. */
function waitsForItself({ axiom, loop, scene }: Reason): string | undefined {
  const wait = loop.find((s) => s.relation === 'gp');
  const section = loop.find((s) => s.relation === 'rcu-rscsi' || s.relation === 'srcu-rscsi');
  if (axiom.name !== 'rcu' || loop.length !== 2 || wait === undefined || section === undefined)
    return undefined;
  const [by] = wait.by.map((e) => scene[e] as SceneEvent);
  const [unlock, lock] = section.by.map((e) => scene[e] as SceneEvent);
  if (by === undefined || by.thread !== lock?.thread) return undefined;
  return `${makerWords(by)} of ${by.threadName} waits for all critical sections that have begun, and it stands inside one itself (lines ${lock.line} to ${unlock?.line}): it waits for its own thread, for ever.`;
}

/** Rotated so that it begins where a reader would: at an observation of the first thread. */
export function fromTheBeginning(r: Pick<Reason, 'loop' | 'scene'>): readonly Step[] {
  const { loop, scene } = r;
  let at = -1;
  let lowest = Number.POSITIVE_INFINITY;
  for (const [i, s] of loop.entries()) {
    const { thread } = scene[s.from] as SceneEvent;
    if (!/^(fr|rf|co)/.test(s.relation) || thread >= lowest) continue;
    lowest = thread;
    at = i;
  }
  return at <= 0 ? loop : [...loop.slice(at), ...loop.slice(0, at)];
}

function proof(r: Reason, loop: readonly Step[]): string {
  const at = (e: number) => r.scene[e] as SceneEvent;
  const start = loop[0]?.from;
  const sentences = loop.map((s, i) => {
    const subject = i === 0 ? whoAndWhere(at(s.from)) : that(at(s.from));
    const closes = i === loop.length - 1 && s.to === start;
    return sentence(
      s,
      r.scene,
      subject,
      closes ? `the ${what(at(s.to))} we began with` : whoAndWhere(at(s.to)),
    );
  });
  return `Suppose it happened. ${sentences.join(' ')} ${ending(r)}`;
}

function ending(r: Reason): string {
  switch (r.axiom.name) {
    case 'coherence':
      return 'But all CPUs agree on one order of the accesses to a location.';
    case 'atomic':
      return isLock(r)
        ? 'So both would hold the lock at once.'
        : 'But nothing comes between the two halves of an atomic operation.';
    case 'rcu':
      return 'So a grace period would have to end too early: while a critical section that began before it still goes on.';
    default:
      return isOutOfThinAir(r)
        ? 'Nothing comes before itself: the values would make each other, out of thin air.'
        : 'Nothing comes before itself.';
  }
}

/** Every store of the loop hands on what was read, and nothing else makes its value. */
function isOutOfThinAir({ loop }: Reason): boolean {
  return (
    loop.every((s) => s.relation === 'data' || s.relation === 'rfe') &&
    loop.some((s) => s.relation === 'data')
  );
}

function isLock({ loop, scene }: Reason): boolean {
  return loop.some((s) => (scene[s.from] as SceneEvent).kind === 'LKR');
}

/** What the barriers and other orderings of a loop are, in the order of the program. */
export function makersIn(loop: readonly Step[], scene: Scene): SceneEvent[] {
  const makers = loop.flatMap((s) => makersOf(s, scene)).filter((e) => e.thread !== initialThread);
  return [...new Map(makers.map((e) => [e.key, e])).values()].sort((a, b) => a.event - b.event);
}

/** What the barriers guarantee, as a reviewer would put it. */
function guarantee(r: Reason, loop: readonly Step[]): string {
  const at = (e: number) => r.scene[e] as SceneEvent;
  const sections = loop.filter((s) => s.relation === 'rcu-rscsi' || s.relation === 'srcu-rscsi');
  const inSections = new Set(sections.flatMap((s) => s.by));
  const makers = makersIn(loop, r.scene).filter((e) => !inSections.has(e.event));
  const names = [
    ...sections.map((s) => {
      const [unlock, lock] = s.by.map(at);
      return `${lock?.threadName}'s critical section (lines ${lock?.line} to ${unlock?.line})`;
    }),
    ...makers.map((e) => `${makerWords(e)} of ${e.threadName}`),
    ...dependenciesIn(loop, r.scene),
  ];
  const begin = names.length === 0 ? 'Coherence' : list(names);
  const makes = names.length > 1 ? 'together make' : 'makes';
  const misses = loop.filter((s) => s.relation === 'fre');
  const sees = loop.filter((s) => s.relation === 'rfe');
  const overwrites = loop.filter((s) => s.relation === 'coe');
  const seen = (s: Step) =>
    at(s.to).kind === 'LKR'
      ? `${whoAndWhere(at(s.to))} takes the lock after ${who(at(s.from))}`
      : `${whoAndWhere(at(s.to))} sees ${who(at(s.from))}`;
  const notMissed = (s: Step) => `${whoAndWhere(at(s.from))} sees ${who(at(s.to))}`;
  if (r.axiom.name === 'coherence' || r.axiom.name === 'atomic') return '';
  if (misses.length > 0 && sees.length + overwrites.length === 0) {
    const at =
      misses.length > 1
        ? `at least one of these holds: ${misses.map(notMissed).join(', or ')}`
        : notMissed(misses[0] as Step);
    return `${begin} ${makes} sure that ${at}.`;
  }
  if (misses.length > 0 && overwrites.length === 0) {
    return `${begin} ${makes} sure that if ${sees.map(seen).join(' and ')}, then ${misses.map(notMissed).join(' or ')} (or a later one).`;
  }
  if (misses.length === 0 && overwrites.length === 0 && sees.length > 1) {
    return `${begin} ${makes} sure that these do not all happen: ${list(sees.map(seen))}.`;
  }
  return `${begin} ${names.length > 1 ? 'together rule' : 'rules'} this out.`;
}

function dependenciesIn(loop: readonly Step[], scene: Scene): string[] {
  const words: Readonly<Record<string, string>> = { addr: 'address', data: 'data', ctrl: 'control' };
  const byThread = [...loop].sort((a, b) => a.from - b.from);
  return byThread.flatMap((s): string[] => {
    const kind = words[s.relation];
    const [from, to] = [scene[s.from] as SceneEvent, scene[s.to] as SceneEvent];
    return kind === undefined
      ? []
      : [`${from.threadName}'s ${kind} dependency (line ${from.line} to line ${to.line})`];
  });
}

/** The events of the loop below each other, with what leads from one to the next. */
export function loopLines(loop: readonly Step[], scene: Scene): string[] {
  const at = (e: number) => scene[e] as SceneEvent;
  const rows = loop.flatMap((s) => {
    const from = at(s.from);
    const made = makersOf(s, scene);
    const by = made.map((e) => `${e.text}, line ${e.line}`).join(' and ');
    return [
      [from.threadName, herdLabel(from), from.line === 0 ? '' : `line ${from.line}`],
      ['', `  | ${s.relation}`, by],
    ];
  });
  return wrappedColumns([...rows, ['', `  back to ${at(loop[0]?.from ?? 0).letter}`, '']], '  ');
}
