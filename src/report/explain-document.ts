/** An explanation as a document of few kinds of blocks, from which text and Markdown are made. */

import { visible } from '../base/diagnostic.ts';
import type { Allowed, Explanation, Forbidden } from '../explain/explanation.ts';
import type { Drawing } from '../explain/picture/drawing.ts';
import { drawingsOf, forbiddenDrawing, shownReasons } from '../explain/picture/drawings.ts';
import type { Reason } from '../explain/reason.ts';
import { herdLabel, type SceneEvent } from '../explain/scene.ts';
import { printProp, registerNames } from '../litmus/print-condition.ts';
import { barrierRows } from './barrier-words.ts';
import { list } from './event-words.ts';
import { flagWords } from './flag-words.ts';
import { paragraph as brokenLines, columns, pageWidth, wrappedColumns } from './paragraphs.ts';
import { fromTheBeginning, loopLines, reasonAnswer } from './reason-words.ts';
import { storyRows, surpriseWords } from './story-words.ts';
import { reasonTerms, type Terms, termsOf } from './terms.ts';
import { unfoldedLines } from './unfolded.ts';
import { unmakeableWords } from './unmakeable-words.ts';

export type Block =
  | { readonly kind: 'title' | 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Kept as it is: at most 80 columns, two blanks before each line. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'drawing'; readonly drawing: Drawing };

export function documentOf(e: Explanation): Block[] {
  switch (e.kind) {
    case 'forbidden':
      return e.as === 'any execution'
        ? [{ kind: 'title', text: `${e.test.name} has no execution at all` }, ...nothing(e)]
        : [title(e, 'forbidden'), ...forbidden(e), ...flagBlocks(e)];
    case 'allowed':
      return [title(e, 'allowed'), ...allowed(e), ...flagBlocks(e)];
    case 'unexplained':
      return [title(e, 'not explained'), paragraph(answerOf(e))];
    default:
      return e satisfies never;
  }
}

/** The one paragraph that answers the question. */
export function answerOf(e: Explanation): string {
  switch (e.kind) {
    case 'forbidden': {
      const shown = shownReasons(e);
      const [only] = shown;
      if (only === undefined) return unmakeableWords(e);
      return shown.length === 1 ? reasonAnswer(only) : severalReasons(e, shown);
    }
    case 'allowed':
      return e.story.surprises.length === 0
        ? 'It happens without any reordering: it is enough that the CPUs take turns.'
        : `It can happen. ${surpriseWords(e.story.surprises, e.scene)}`;
    case 'unexplained':
      return `There is no explanation: ${e.why}.`;
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

function termBlocks(terms: Terms, seen: Set<string>): Block[] {
  const items = termsOf(terms, seen);
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/* ---- allowed ---- */

function allowed(e: Explanation & Allowed): Block[] {
  const { edges } = e;
  return [
    paragraph(answerOf(e)),
    heading('A possible order in which the accesses take effect'),
    { kind: 'lines', lines: storyLines(e).map(visible) },
    heading('Its edges'),
    ...drawingsOf(e).map((drawing): Block => ({ kind: 'drawing', drawing })),
    { kind: 'lines', lines: edgeLines(e) },
    ...termBlocks({ relations: edges.map((s) => s.relation) }, new Set()),
    ...repairBlocks(e),
  ];
}

/** A remark that finds no room stands below its row. */
function storyLines({ story, scene }: Allowed): string[] {
  const rows = storyRows(story, scene);
  const lines = columns(
    rows.map((row) => row.slice(0, 4)),
    '  ',
  );
  const width = Math.max(...lines.map((line) => line.length));
  return lines.flatMap((line, i) => {
    const remark = rows[i]?.[4] ?? '';
    if (remark === '') return [line];
    const beside = `${line.padEnd(width)}  ${remark}`;
    return beside.length <= pageWidth ? [beside] : [line, ...brokenLines(remark, '           ', '        ')];
  });
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
  const more = repairs.repairs.length > items.length || repairs.limit !== undefined;
  return [
    heading('What would forbid it'),
    { kind: 'list', items: items.map((item, i) => `${i === 0 ? '' : 'or '}${item}`) },
    ...(more ? [paragraph('mbpair verify --strengthen lists more.')] : []),
  ];
}

/* ---- flags, and no execution at all ---- */

function flagBlocks({ flags }: Explanation): Block[] {
  if (flags === undefined) return [];
  const told = flags.raised.flatMap((f): Block[] => [heading(`Flag ${f.flag}`), paragraph(flagWords(f))]);
  return flags.complete
    ? told
    : [...told, paragraph('Not every execution was looked at for flags, so there may be more.')];
}

function nothing(e: Explanation & Forbidden): Block[] {
  const begin = paragraph(
    'So its verdict says nothing: whatever the condition asks for, nothing can happen that would show it.',
  );
  const { filtered } = e;
  if (filtered?.kind === 'forbidden') {
    const what = outcomeText(filtered);
    return [
      begin,
      paragraph(`The filter keeps only executions with ${what}, and there are none.`),
      ...forbidden(filtered),
    ];
  }
  return [begin, ...forbidden(e)];
}

/* ---- forbidden ---- */

/** More reasons than this are told by their loops alone. */
const mostInFull = 4;
const mostInShort = 12;

function forbidden(e: Explanation & Forbidden): Block[] {
  const shown = shownReasons(e);
  const others = e.reasons.length - shown.length;
  const seen = new Set<string>();
  const several = shown.length > 1;
  const short = shown.slice(mostInFull, mostInFull + mostInShort);
  const left = shown.length - mostInFull - short.length;
  return [
    ...(several || shown.length === 0 ? [paragraph(answerOf(e))] : []),
    ...shown.slice(0, mostInFull).flatMap((r, i) => reasonBlocks(e, r, several ? i + 1 : undefined, seen)),
    ...short.flatMap((r, i): Block[] => [
      heading(`Reason ${mostInFull + i + 1} (${r.axiom.name})`),
      { kind: 'lines', lines: loopLines(fromTheBeginning(r), r.scene).map(visible) },
    ]),
    ...(left > 0 ? [paragraph(`${left} more reasons are in --format json.`)] : []),
    ...(others > 0 ? [paragraph(otherReasons(others))] : []),
    ...barrierBlocks(e),
  ];
}

function barrierBlocks({ barriers }: Forbidden): Block[] {
  if (barriers === undefined || barriers.length === 0) return [];
  return [
    heading('What each barrier does'),
    { kind: 'lines', lines: wrappedColumns(barrierRows(barriers), '  ').map(visible) },
  ];
}

function otherReasons(n: number): string {
  const ways = n === 1 ? 'one reason' : `${n} reasons`;
  return `Whatever else would give this outcome breaks the one order of the accesses to a single location, or the atomicity of an operation or a lock (${ways}, in --format json).`;
}

function severalReasons(e: Forbidden, shown: readonly Reason[]): string {
  const n = shown.length;
  return e.fewest
    ? `It could happen in several ways, and each is impossible for one of ${n} reasons.`
    : `It could happen in very many ways. Each is impossible for one of ${n} reasons; there may be a smaller set of reasons that covers them, since this one was found greedily.`;
}

function reasonBlocks(
  e: Explanation & Forbidden,
  r: Reason,
  number: number | undefined,
  seen: Set<string>,
): Block[] {
  return [
    ...(number === undefined ? [] : [heading(`Reason ${number}`)]),
    paragraph(reasonAnswer(r)),
    heading(`The cycle (${r.axiom.name})`),
    { kind: 'drawing', drawing: forbiddenDrawing(e, r) },
    heading('Why, by the definitions of the model'),
    { kind: 'lines', lines: unfoldedLines(e.model, r).map(visible) },
    ...termBlocks(reasonTerms(e.model, r), seen),
  ];
}
