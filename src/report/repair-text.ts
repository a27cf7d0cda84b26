/** What `mbpair verify` says of a litmus test that is its own scenario, in 80 columns. */

import { visible } from '../base/diagnostic.ts';
import type { Misplaced } from '../choice/misplaced.ts';
import { byCost, type Repair } from '../choice/repair.ts';
import type { Strengthened } from '../choice/strengthen.ts';
import type { Weakened } from '../choice/weaken.ts';
import type { Reason } from '../choice/why-forbidden.ts';
import type { Judgement } from '../judge/judgement.ts';
import { type Architecture, architectures } from '../lkmm/costs.ts';
import { paragraph, wrappedColumns } from './paragraphs.ts';
import type { Claim, Confirmation } from './repair-confirmation.ts';
import { describeComparison, verdictText } from './words.ts';

export interface RepairStyle {
  /** Orders the answers by their cost there. */
  readonly cost?: Architecture;
}

/** `name` is the path as the user gave it. */
export function renderWeakened(name: string, found: Weakened, style: RepairStyle = {}): string {
  switch (found.outcome) {
    case 'no answer':
      return page(name, noAnswer(found.judgement));
    case 'not forbidden':
      return page(name, [
        ...verdict(found.judgement),
        ...paragraph('The outcome can happen as the test stands, so no barrier of it can be spared.'),
        ...paragraph('Ask with --strengthen which least additions forbid it.'),
      ]);
    case 'searched':
      return page(name, weakenedLines(found, style));
    default:
      return found satisfies never;
  }
}

export function renderStrengthened(name: string, found: Strengthened, style: RepairStyle = {}): string {
  switch (found.outcome) {
    case 'no answer':
      return page(name, noAnswer(found.judgement));
    case 'forbidden already':
      return page(name, [
        ...verdict(found.judgement),
        ...paragraph(`Nothing needs adding. ${why(found.why)}`),
      ]);
    case 'searched':
      return page(name, strengthenedLines(found, style));
    default:
      return found satisfies never;
  }
}

/** How far herd7 agrees: lines below the answer. */
export function renderConfirmation(herd: Confirmation): string {
  if (!herd.asked) {
    return herd.why === 'off' ? '' : 'judged by mbpair alone: herd7 is missing (see mbpair doctor)\n';
  }
  const told = herd.confirmed.flatMap(({ claim, comparison }) => {
    if (comparison.outcome === 'agrees') return [];
    const mark = comparison.outcome === 'differs' ? 'DIFF ' : '?    ';
    return paragraph(`${claimWords(claim)}: ${describeComparison(comparison).join('; ')}`, '     ', mark);
  });
  const agreeing = herd.confirmed.filter((c) => c.comparison.outcome === 'agrees').map((c) => c.claim);
  const count = (of: Claim['of']) => agreeing.filter((c) => c.of === of).length;
  const [answers, below] = [count('answer'), count('below')];
  const parts = [
    ...(count('test') === 0 ? [] : ['the test as it stands']),
    ...(answers === 0 ? [] : [answers === 1 ? '1 answer' : `${answers} answers`]),
    ...(below === 0 ? [] : [`${below} ${below === 1 ? 'variant' : 'variants'} one step below`]),
  ];
  const confirms = parts.length === 0 ? [] : paragraph(`${herd.by} confirms ${listed(parts)}`);
  const left = herd.left === 0 ? [] : paragraph(`${herd.by} was not asked about ${herd.left} more`);
  return [...told, ...confirms, ...left].map((line) => `${line}\n`).join('');
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function claimWords({ of, changes }: Claim): string {
  const words = changes.length === 0 ? 'nothing' : changes.join('; ');
  switch (of) {
    case 'test':
      return 'the test as it stands';
    case 'answer':
      return `the answer to ${words}`;
    case 'below':
      return `one step below an answer, to ${words}`;
    default:
      return of satisfies never;
  }
}

function page(name: string, lines: readonly string[]): string {
  return `${[visible(name), ...lines].join('\n')}\n`;
}

function verdict(j: Judgement): string[] {
  if (j.outcome !== 'judged' && j.outcome !== 'decided') return [];
  const flags = j.flags.length === 0 ? '' : `, flagged ${j.flags.join(', ')}`;
  return paragraph(`now: ${verdictText(j)}${flags}`);
}

function noAnswer(j: Judgement): string[] {
  switch (j.outcome) {
    case 'judged':
    case 'decided':
      return paragraph(
        `No execution at all, so that no verdict means anything${j.vacuity === undefined ? '' : `: ${j.vacuity.detail}`}.`,
      );
    case 'undecided':
      return paragraph(`Not decided: a limit was reached (${j.limit}: ${j.detail}).`);
    case 'refused':
      return paragraph(`Not a test: ${j.diagnostics.map((d) => d.message).join('; ')}.`);
    case 'rejected':
      return paragraph(`Not a test: ${j.message}.`);
    default:
      return j satisfies never;
  }
}

const reasons: Readonly<Record<Reason, string>> = {
  coherence: 'The accesses to each word alone forbid the outcome: coherence orders them.',
  lock: 'The locks give the order already: without them the outcome could happen.',
  'grace period': 'Grace periods against read-side critical sections give the order already.',
  dependency: 'Dependencies or read-modify-writes give the order already.',
};

function why(reason: Reason | undefined): string {
  return reason === undefined ? '' : reasons[reason];
}

const limits: Readonly<Record<string, string>> = {
  time: 'the time limit was reached',
  candidates: 'the limit of variants was reached',
  sets: 'there are more answers than are looked for',
  undecided: 'some variants could not be judged in the time given',
};

function weakenedLines(found: Extract<Weakened, { outcome: 'searched' }>, style: RepairStyle): string[] {
  const rows = found.necessity.map((n) => [
    `${n.threadName} line ${n.line}`,
    n.now.replace(/ \(line \d+\)$/, ''),
    n.standing === 'may be weaker' ? `${n.standing}: ${n.instead.map(target).join(' or ')}` : n.standing,
  ]);
  const none =
    rows.length === 0 ? paragraph(`The test has no barrier and no ordered operation. ${why(found.why)}`) : [];
  const bare =
    rows.length > 0 && found.why !== undefined
      ? paragraph(`No barrier of the test is needed. ${why(found.why)}`)
      : [];
  const allNeeded = found.least.length === 1 && found.least[0]?.changes.length === 0 && rows.length > 0;
  return [
    ...verdict(found.judgement),
    ...none,
    ...(rows.length === 0 ? [] : ['', 'each barrier alone:', ...wrappedColumns(rows, '  ')]),
    ...bare,
    ...(allNeeded ? ['', 'the least that would do: the test as it stands'] : []),
    ...(allNeeded || rows.length === 0 ? [] : answers('the least that would do', found.least, style)),
    ...ending(found),
  ];
}

/** `change smp_mb() (line 9) of P0 to smp_wmb()`: what it is changed to. */
function target(description: string): string {
  return description.slice(description.lastIndexOf(' to ') + 4);
}

function strengthenedLines(
  found: Extract<Strengthened, { outcome: 'searched' }>,
  style: RepairStyle,
): string[] {
  const { stays } = found;
  const flags =
    stays === undefined || stays.flags.length === 0 ? '' : ` ${stays.flags.join(', ')} stays flagged.`;
  const helpless =
    found.limit !== undefined
      ? 'No repair was found before the limit; that does not mean that there is none.'
      : `No fence helps, no stronger operation and no lock or grace period of the test: with all of them${
          stays?.reached === false
            ? ' the outcome is gone, but'
            : ' the outcome still happens, so it is not a matter of order.'
        }${flags}`;
  return [
    ...verdict(found.judgement),
    ...found.misplaced.flatMap(misplacedLines),
    ...(found.repairs.length === 0 ? paragraph(helpless) : answers('least repairs', found.repairs, style)),
    ...ending(found),
  ];
}

function misplacedLines(m: Misplaced): string[] {
  const what = `${m.fence} of ${m.threadName} (line ${m.line}) stands at the wrong place:`;
  if (m.orders !== undefined) {
    return paragraph(`${what} it orders ${m.orders[0]} before ${m.orders[1]}, which changes nothing here.`);
  }
  return paragraph(`${what} nothing that it orders comes ${m.lacks === 'before' ? 'before' : 'behind'} it.`);
}

function answers(title: string, repairs: readonly Repair[], style: RepairStyle): string[] {
  const sorted = byCost(repairs, style.cost);
  const [best] = sorted;
  const on = style.cost === undefined ? architectures : [style.cost];
  const lines = sorted.flatMap((r, i) => {
    const cost = on.map((a) => `${a} ${signed(r.cost[a].weight)}`).join(', ');
    const doubts = r.doubts.filter((d) => d.added);
    return [
      `  ${i + 1}. cost: ${cost}`,
      ...(r.changes.length === 0 ? ['     nothing'] : []),
      ...r.changes.flatMap((c) => paragraph(c.description, '       ', '     ')),
      ...doubts.flatMap((d) =>
        paragraph(`credited by LKMM, documented as not ordering: ${d.name} ${d.why}`, '       ', '     ! '),
      ),
    ];
  });
  const diff =
    best === undefined || best.diff === '' ? [] : ['', 'the first as a patch:', '', ...patch(best.diff)];
  return ['', `${title} (${sorted.length}), cheapest first:`, ...lines, ...diff];
}

function signed(weight: number): string {
  return weight > 0 ? `+${weight}` : String(weight);
}

function patch(diff: string): string[] {
  return diff.split('\n').slice(0, -1).map(visible);
}

function ending(found: Extract<Strengthened | Weakened, { outcome: 'searched' }>): string[] {
  const limit =
    found.limit === undefined ? [] : paragraph(`NOT ALL ANSWERS: ${limits[found.limit] ?? found.limit}.`);
  const violations = found.violations.map(
    (v) =>
      `FINDING: against the order of strength this suffices: ${v.changes.map((c) => c.description).join('; ')}`,
  );
  return ['', ...limit, ...violations.flatMap((v) => paragraph(v)), `${found.judged} variants judged`];
}
