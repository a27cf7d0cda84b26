/** An explanation as a document of few kinds of blocks, from which text and Markdown are made. */

import { visible } from '../base/diagnostic.ts';
import { initialThread } from '../events/structure.ts';
import type { Contradiction } from '../explain/case.ts';
import type { Allowed, Explanation, Forbidden } from '../explain/explanation.ts';
import type { Drawing } from '../explain/picture/drawing.ts';
import { drawingsOf, forbiddenDrawing } from '../explain/picture/drawings.ts';
import { isAboutOneLocation, type Reason } from '../explain/reason.ts';
import { herdLabel, type Scene, type SceneEvent } from '../explain/scene.ts';
import type { Step } from '../explain/step.ts';
import { printProp, registerNames } from '../litmus/print-condition.ts';
import { list, makersOf, makerWords, sentence, that, who, whoAndWhere } from './event-words.ts';
import { columns, wrappedColumns } from './paragraphs.ts';
import { storyRows, surpriseWords } from './story-words.ts';
import { termsOf } from './terms.ts';
import { unfoldedLines } from './unfolded.ts';

export type Block =
  | { readonly kind: 'title' | 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Kept as it is: at most 80 columns, two blanks before each line. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'drawing'; readonly drawing: Drawing };

export function documentOf(e: Explanation): Block[] {
  switch (e.kind) {
    case 'forbidden':
      return [title(e, 'forbidden'), ...forbidden(e)];
    case 'allowed':
      return [title(e, 'allowed'), ...allowed(e)];
    case 'unexplained':
      return [title(e, 'no explanation'), paragraph(`There is no explanation: ${e.why}.`)];
    default:
      return e satisfies never;
  }
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (text: string): Block => ({ kind: 'heading', text });

function title(e: Explanation, verdict: string): Block {
  return { kind: 'title', text: `${e.test.name}: ${outcomeText(e)} is ${verdict}` };
}

export function outcomeText(e: Explanation): string {
  return printProp(e.outcome, registerNames(e.test.info));
}

/* ---- allowed ---- */

function allowed(e: Explanation & Allowed): Block[] {
  const { story, scene } = e;
  const ordinary = story.surprises.length === 0;
  return [
    paragraph(
      ordinary
        ? 'It happens without any reordering: it is enough that the CPUs take turns.'
        : story.surprises.map((s) => surpriseWords(s, scene)).join(' '),
    ),
    heading('A possible order in which the accesses take effect'),
    { kind: 'lines', lines: wrappedColumns(storyRows(story, scene), '  ').map(visible) },
    heading('Its edges'),
    ...drawingsOf(e).map((drawing): Block => ({ kind: 'drawing', drawing })),
    { kind: 'lines', lines: edgeLines(e) },
    ...repairBlocks(e),
  ];
}

function edgeLines({ edges, scene }: Allowed): string[] {
  const name = (e: number) => {
    const event = scene[e] as SceneEvent;
    return event.letter === '' ? `initial ${event.place}=${event.value ?? '?'}` : herdLabel(event);
  };
  return columns(
    edges.map((s) => [name(s.from), `-${s.relation}->`, name(s.to)]),
    '  ',
  ).map(visible);
}

const mostRepairs = 3;

function repairBlocks({ repairs }: Allowed): Block[] {
  if (repairs?.outcome !== 'searched') return [];
  if (repairs.repairs.length === 0) {
    if (repairs.limit !== undefined)
      return [paragraph('What would forbid it was not found within the limits.')];
    return [paragraph('No barrier, stronger operation or lock that was tried forbids it.')];
  }
  const items = repairs.repairs.slice(0, mostRepairs).map((r) => list(r.changes.map((c) => c.description)));
  const more = repairs.repairs.length - items.length;
  return [
    heading('What would forbid it'),
    { kind: 'list', items: items.map((item, i) => `${i === 0 ? '' : 'or '}${item}`) },
    ...(more > 0 || repairs.limit !== undefined ? [paragraph(`mbpair verify --strengthen lists more.`)] : []),
  ];
}

/* ---- forbidden ---- */

function forbidden(e: Explanation & Forbidden): Block[] {
  const main = e.reasons.filter((r) => !isAboutOneLocation(r.axiom));
  const shown = main.length > 0 ? main : e.reasons;
  const told = shown.flatMap((r, i) => reasonBlocks(e, r, shown.length > 1 ? i + 1 : undefined));
  const others = e.reasons.length - shown.length;
  return [
    ...(shown.length === 0 ? [paragraph(noReason(e))] : []),
    ...(shown.length > 1 ? [paragraph(severalReasons(e, shown))] : []),
    ...told,
    ...(others > 0 && main.length > 0 ? [paragraph(otherReasons(others))] : []),
  ];
}

function otherReasons(n: number): string {
  return `Whatever else would give this outcome contradicts the one order of the accesses to a single location, or the atomicity of an operation (${n} ${n === 1 ? 'way' : 'ways'}).`;
}

function severalReasons(e: Forbidden, shown: readonly Reason[]): string {
  const how = e.fewest ? 'It takes' : 'A small set of reasons covers all the ways, found greedily:';
  return `${how} ${shown.length} reasons to cover every way in which it could happen.`;
}

function noReason(e: Forbidden): string {
  const kinds = new Set(e.contradictions.map((c) => c.why));
  const words: readonly [Contradiction['why'], string][] = [
    ['out of thin air', 'the values would have to make each other, out of thin air'],
    ['filter', 'the filter keeps no such execution'],
    ['lock', 'a lock is in the way'],
    ['value', 'no write gives that value'],
    ['nothing to read', 'there is no write to read from'],
    ['outcome', 'no path of the program ends so'],
    ['path', 'no path of the program ends so'],
  ];
  const found = words.find(([kind]) => kinds.has(kind));
  return `No memory model is needed to forbid it: ${found?.[1] ?? 'no candidate execution ends so'}.`;
}

function reasonBlocks(e: Explanation & Forbidden, r: Reason, number: number | undefined): Block[] {
  const loop = fromTheBeginning(r);
  return [
    ...(number === undefined ? [] : [heading(`Reason ${number}`)]),
    paragraph(`${guarantee(r, loop)} ${proof(r, loop)}`),
    heading(`The cycle (${r.axiom.name})`),
    { kind: 'drawing', drawing: forbiddenDrawing(e, r) },
    { kind: 'lines', lines: loopLines(loop, r.scene) },
    heading('Why, by the definitions of the model'),
    { kind: 'lines', lines: unfoldedLines(e.model, r) },
    { kind: 'list', items: termsOf(r, loop) },
  ];
}

/** Rotated so that it begins where a reader would: at an observation of the first thread. */
function fromTheBeginning(r: Reason): readonly Step[] {
  const { loop, scene } = r;
  const observes = (s: Step) => /^(fr|rf|co)/.test(s.relation);
  const order = loop
    .map((s, i) => ({ i, s, thread: (scene[s.from] as SceneEvent).thread }))
    .filter(({ s }) => observes(s));
  const first = order.reduce<(typeof order)[number] | undefined>(
    (a, b) => (a === undefined || b.thread < a.thread ? b : a),
    undefined,
  );
  const at = first?.i ?? 0;
  return [...loop.slice(at), ...loop.slice(0, at)];
}

function proof(r: Reason, loop: readonly Step[]): string {
  const at = (e: number) => r.scene[e] as SceneEvent;
  const start = loop[0]?.from ?? 0;
  const sentences = loop.map((s, i) => {
    const subject = i === 0 ? whoAndWhere(at(s.from)) : that(at(s.from));
    const last = i === loop.length - 1;
    const object = last && s.to === start ? `the ${what0(at(s.to))} we began with` : whoAndWhere(at(s.to));
    return sentence(s, r.scene, subject, object);
  });
  return `Suppose it happened. ${sentences.join(' ')} ${ending(r)}`;
}

function what0(e: SceneEvent): string {
  return who(e).replace(/^P\d+'s /, '');
}

function ending(r: Reason): string {
  switch (r.axiom.name) {
    case 'coherence':
      return 'But all CPUs agree on one order of the accesses to a location.';
    case 'atomic':
      return 'But nothing comes between the two halves of an atomic operation.';
    case 'rcu':
      return 'So the grace period would have to end while a critical section that began before it still goes on; it never does.';
    default:
      return 'Nothing comes before itself.';
  }
}

/** What the barriers guarantee, as a reviewer would put it. */
function guarantee(r: Reason, loop: readonly Step[]): string {
  const at = (e: number) => r.scene[e] as SceneEvent;
  const makers = [...new Set(loop.flatMap((s) => makersOf(s, r.scene)))].filter(
    (e) => e.thread !== initialThread,
  );
  const unique = [...new Map(makers.map((e) => [e.key, e])).values()].sort((a, b) => a.event - b.event);
  const names = list(unique.map((e) => `${makerWords(e)} of P${e.thread}`));
  const misses = loop.filter((s) => s.relation === 'fre');
  const sees = loop.filter((s) => s.relation === 'rfe');
  const overwrites = loop.filter((s) => s.relation === 'coe');
  const seen = (s: Step) =>
    `${whoAndWhere(at(s.to))} ${at(s.to).kind === 'LKR' ? 'comes after' : 'sees'} ${who(at(s.from))}`;
  const notMissed = (s: Step) => `${whoAndWhere(at(s.from))} sees ${who(at(s.to))}`;
  const begin = names === '' ? 'The program' : names;
  const makes = unique.length > 1 ? 'together make' : 'makes';
  if (misses.length > 0 && sees.length + overwrites.length === 0) {
    return `${begin} ${makes} sure that ${misses.map(notMissed).join(', or ')}.`;
  }
  if (misses.length > 0 && overwrites.length === 0) {
    return `${begin} ${makes} sure that if ${sees.map(seen).join(' and ')}, then ${misses.map(notMissed).join(' or ')} (or a later one).`;
  }
  return `${begin} ${unique.length > 1 ? 'together rule' : 'rules'} this out.`;
}

/** The events of the loop below each other, with what leads from one to the next. */
function loopLines(loop: readonly Step[], scene: Scene): string[] {
  const at = (e: number) => scene[e] as SceneEvent;
  const threadOf = (e: SceneEvent) => (e.thread === initialThread ? '' : `P${e.thread}`);
  const rows = loop.flatMap((s) => {
    const from = at(s.from);
    const made = makersOf(s, scene);
    const by = made.length === 0 ? '' : made.map((e) => `${e.text}, line ${e.line}`).join(' and ');
    return [
      [threadOf(from), herdLabel(from), from.line === 0 ? '' : `line ${from.line}`],
      ['', `  | ${s.relation}`, by],
    ];
  });
  const start = at(loop[0]?.from ?? 0);
  return columns([...rows, ['', `  back to ${start.letter}`, '']], '  ').map(visible);
}
