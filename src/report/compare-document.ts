/** Two choices of a scenario held against each other, as a document. */

import { visible } from '../base/diagnostic.ts';
import type { Comparison, Gone, Turned } from '../explain/compare.ts';
import type { Explanation } from '../explain/explanation.ts';
import { makersOf } from '../explain/makers.ts';
import { drawingsOf } from '../explain/picture/drawings.ts';
import type { SceneEvent } from '../explain/scene.ts';
import { list, makerWords, whoAndWhere } from './event-words.ts';
import { answerOf, type Block, outcomeText } from './explain-document.ts';

export interface ComparedChoices extends Comparison {
  /** `gup=mb, trunc=mb`: where the two differ. */
  readonly names: readonly [string, string];
  /** Slots that decide, as `gup: mb against rmb`; empty where nothing turns. */
  readonly deciding: readonly string[];
  /** Of the two tests, from the first to the second. */
  readonly diff: string;
  readonly title: string;
}

export function comparisonDocument(c: ComparedChoices): Block[] {
  const [a, b] = c.names;
  const differing = c.diff.split('\n').filter((line) => /^[-+](?![-+])/.test(line));
  return [
    { kind: 'title', text: `${c.title}: ${a} against ${b}` },
    { kind: 'paragraph', text: verdicts(c) },
    ...(c.deciding.length > 0
      ? [{ kind: 'paragraph', text: `The smallest difference that decides: ${list(c.deciding)}.` } as const]
      : []),
    ...(differing.length > 0
      ? [
          { kind: 'heading', text: 'The code differs in' } as const,
          {
            kind: 'lines',
            lines: differing.map((line) => visible(`  ${line.replaceAll('\t', '  ')}`)),
          } as const,
        ]
      : []),
    ...(c.turned === undefined ? [] : turnedBlocks(c, c.turned)),
    ...side(c.first, a),
    ...side(c.second, b),
  ];
}

function verdicts({ first, second, names: [a, b] }: ComparedChoices): string {
  const outcome = outcomeText(first);
  const words = (e: Explanation) => (e.kind === 'unexplained' ? 'is not explained' : `is ${e.kind}`);
  if (first.kind === second.kind) return `${outcome} ${words(first)} with both.`;
  return `${outcome} ${words(first)} with ${a}, and ${words(second)} with ${b}.`;
}

function turnedBlocks({ names: [a, b] }: ComparedChoices, { forbids, reason, gone }: Turned): Block[] {
  const [stands, falls] = forbids === 'first' ? [a, b] : [b, a];
  const verb =
    gone.length === 1 ? 'The edge that makes the difference' : 'The edges that make the difference';
  return [
    { kind: 'heading', text: verb },
    ...gone.map((g): Block => ({ kind: 'paragraph', text: goneWords(g, reason.scene, stands, falls) })),
  ];
}

function goneWords(
  { step, between, instead }: Gone,
  scene: readonly SceneEvent[],
  stands: string,
  falls: string,
): string {
  const [from, to] = [scene[step.from] as SceneEvent, scene[step.to] as SceneEvent];
  const by = makersOf(step, scene).map(makerWords);
  const made = by.length === 0 ? '' : `, by ${list(by)}`;
  const edge = `With ${stands}: ${from.letter} -${step.relation}-> ${to.letter}, ${whoAndWhere(from)} before ${whoAndWhere(to)}${made}.`;
  if (between === undefined) return `${edge} With ${falls} there is no such access.`;
  const others = instead.map(makerWords);
  const there =
    others.length === 0
      ? 'nothing keeps these two in order'
      : `${list(others)} ${others.length === 1 ? 'does' : 'do'} not keep these two in order`;
  return `${edge} With ${falls} ${there}.`;
}

function side(e: Explanation, name: string): Block[] {
  return [
    { kind: 'heading', text: `With ${name}` },
    { kind: 'paragraph', text: answerOf(e) },
    ...drawingsOf(e)
      .slice(0, 1)
      .map((drawing): Block => ({ kind: 'drawing', drawing })),
  ];
}
