/** The pictures of an explanation: the cycle of each reason, or the execution that shows the outcome. */

import { initialThread } from '../../events/structure.ts';
import { printProp, registerNames } from '../../litmus/print-condition.ts';
import type { Allowed, Explanation, Forbidden } from '../explanation.ts';
import { isAboutOneLocation, type Reason } from '../reason.ts';
import { herdLabel, type Scene, type SceneEvent } from '../scene.ts';
import type { Step } from '../step.ts';
import type { Column, Drawing, DrawnEdge, DrawnEvent, EdgeKind, Section } from './drawing.ts';
import { interleavingCycle } from './interleaving.ts';

/** One a reason that is told; none where no execution is left to draw. */
export function drawingsOf(e: Explanation): Drawing[] {
  switch (e.kind) {
    case 'forbidden':
      return shownReasons(e).map((r) => forbiddenDrawing(e, r));
    case 'allowed':
      return [allowedDrawing(e)];
    case 'unexplained':
      return [];
    default:
      return e satisfies never;
  }
}

/** What only says that each location has one history is told where there is nothing else. */
export function shownReasons({ reasons }: Forbidden): readonly Reason[] {
  const main = reasons.filter((r) => !isAboutOneLocation(r.axiom));
  return main.length > 0 ? main : reasons;
}

export function forbiddenDrawing(e: Explanation, { loop, scene, axiom }: Reason): Drawing {
  const edges = loop.map((s) => edgeOf(scene, s, true));
  const told = loop.map((s) => `${nameOf(scene, s.from)} -${shortName(s.relation)}-> ${nameOf(scene, s.to)}`);
  return drawingOf(
    scene,
    edges,
    titleOf(e, 'forbidden'),
    `It would need this cycle, which the axiom ${axiom.name} of the model forbids: ${told.join('; ')}.`,
  );
}

function allowedDrawing(e: Explanation & Allowed): Drawing {
  const { scene, story } = e;
  const { within, of } = interleavingCycle(scene, e.edges);
  // Like the kernel's herd7 settings: what is read from the beginning shows by its value.
  const told = e.edges.filter((s) => of.has(s) || scene[s.from]?.thread !== initialThread);
  const edges = [
    ...told.map((s) => edgeOf(scene, s, of.has(s))),
    ...within.map((s) => edgeOf(scene, s, true)),
  ];
  const order = story.order.map((event) => nameOf(scene, event)).join(', ');
  const surprise =
    story.surprises.length === 0 ? 'The CPUs take turns' : 'Not all accesses take effect in program order';
  return drawingOf(scene, edges, titleOf(e, 'allowed'), `${surprise}: ${order}.`);
}

function titleOf(e: Explanation, verdict: string): string {
  if (e.as === 'any execution') return `${e.test.name} has no execution at all`;
  return `${e.test.name}: ${printProp(e.outcome, registerNames(e.test.info))} is ${verdict}`;
}

function drawingOf(scene: Scene, edges: readonly DrawnEdge[], title: string, desc: string): Drawing {
  const threads = [...new Set(scene.map((e) => e.thread))]
    .filter((t) => t !== initialThread)
    .sort((a, b) => a - b);
  const ends = new Set(edges.flatMap((e) => [e.from, e.to]));
  return {
    title,
    desc,
    columns: threads.map((t) =>
      columnOf(
        t,
        scene.filter((e) => e.thread === t),
      ),
    ),
    initial: scene.filter((e) => e.thread === initialThread && ends.has(idOf(e))).map(drawn),
    edges,
  };
}

function columnOf(thread: number, events: Scene): Column {
  const number = `P${thread}`;
  const name = events[0]?.threadName ?? number;
  return {
    name: name === number ? name : `${name} (${number})`,
    events: events.map(drawn),
    sections: sectionsOf(events),
  };
}

function idOf(e: SceneEvent): string {
  return e.letter === '' ? `+${e.event}` : e.letter;
}

function drawn(e: SceneEvent): DrawnEvent {
  const label = herdLabel(e);
  return {
    id: idOf(e),
    label: e.letter === '' ? label : label.slice(e.letter.length + 2),
    ...(e.thread === initialThread ? {} : { source: `${e.text};`, line: e.line }),
  };
}

function nameOf(scene: Scene, event: number): string {
  return herdLabel(scene[event] as SceneEvent);
}

function edgeOf(scene: Scene, { relation, from, to }: Step, onCycle: boolean): DrawnEdge {
  const id = (event: number) => idOf(scene[event] as SceneEvent);
  return { from: id(from), to: id(to), kind: kindOf(relation), label: shortName(relation), onCycle };
}

/** herd7's pictures do not say of rf, co and fr whether they leave the thread: one sees it. */
function shortName(relation: string): string {
  return /^(rf|co|fr)[ei]$/.test(relation) ? relation.slice(0, 2) : relation;
}

const kinds: Readonly<Record<string, EdgeKind>> = {
  rf: 'rf',
  co: 'co',
  fr: 'fr',
  po: 'po',
  'po-loc': 'po',
  addr: 'dep',
  data: 'dep',
  ctrl: 'dep',
  rmw: 'rmw',
  mb: 'fence',
  rmb: 'fence',
  wmb: 'fence',
  gp: 'fence',
  'acq-po': 'fence',
  'po-rel': 'fence',
  'po-unlock-lock-po': 'fence',
};

function kindOf(relation: string): EdgeKind {
  return kinds[shortName(relation)] ?? 'order';
}

/** What opens a critical section and what closes it, by what is locked. */
function sectionsOf(events: Scene): Section[] {
  const open: { kind: Section['kind']; of: string; from: SceneEvent }[] = [];
  const found: Section[] = [];
  for (const e of events) {
    const begins = beginsSection(e);
    if (begins !== undefined) open.push({ kind: begins, of: e.place ?? '', from: e });
    const ends = endsSection(e);
    const at =
      ends === undefined ? -1 : open.findLastIndex((o) => o.kind === ends && o.of === (e.place ?? ''));
    if (at === -1) continue;
    const [closed] = open.splice(at, 1);
    if (closed !== undefined) found.push(section(closed, e));
  }
  return [...found, ...open.map((o) => section(o))];
}

function section({ kind, from }: { kind: Section['kind']; from: SceneEvent }, to?: SceneEvent): Section {
  return { kind, label: from.text, from: idOf(from), ...(to === undefined ? {} : { to: idOf(to) }) };
}

function beginsSection(e: SceneEvent): Section['kind'] | undefined {
  if (e.kind === 'LKR') return 'lock';
  if (e.kind === 'F' && e.tag === 'rcu-lock') return 'rcu';
  return e.kind === 'R' && e.tag === 'srcu-lock' ? 'srcu' : undefined;
}

function endsSection(e: SceneEvent): Section['kind'] | undefined {
  if (e.kind === 'UL') return 'lock';
  if (e.kind === 'F' && e.tag === 'rcu-unlock') return 'rcu';
  return e.kind === 'W' && e.tag === 'srcu-unlock' ? 'srcu' : undefined;
}
