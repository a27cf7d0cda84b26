/**
 * Puts every filling into a test and reads the test, so that mistakes in code and conditions show in
 * the scenario's own file, under the names that its author gave to threads and registers.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import { source } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { namesOf } from '../litmus/names.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { type DoubtfulBarrier, doubtfulBarriers } from './barrier-places.ts';
import { checkPlaces, checkThreadNames, type Registers } from './check-conditions.ts';
import { type Complaints, error, hasErrors, warning } from './complaints.ts';
import { type ExpandedTest, expander, type Program, testKey, testOf } from './expand.ts';
import { Overgrown } from './fill.ts';
import { holesIn } from './holes.ts';
import { placeInScenario, spanInScenario } from './place-in-scenario.ts';
import {
  allChoices,
  type Choice,
  isForbidden,
  productSize,
  type Scenario,
  type SlotFilling,
} from './scenario.ts';
import { made, plainText, slotAt, spanInFile } from './traced-text.ts';

export function checkTests(to: Complaints, scenario: Scenario): void {
  try {
    checkThreadNames(to, scenario);
    if (hasErrors(to)) return;
    checkVariants(to, scenario);
    if (!hasErrors(to)) checkDistinct(to, scenario);
  } catch (e) {
    if (!(e instanceof Overgrown)) throw e;
    error(to, scenario.slots[0]?.span ?? scenario.expect.span, {
      code: 'scenario/too-large',
      message: e.message,
    });
  }
}

interface Seen {
  readonly registers: readonly Registers[];
  /** Warnings by place and code, with the variants that have them. */
  readonly warnings: Map<string, { readonly diagnostic: Diagnostic; readonly variants: Set<number> }>;
  /** Fillings by slot and number whose barrier stands where it means nothing. */
  readonly doubtful: Set<string>;
}

function checkVariants(to: Complaints, scenario: Scenario): void {
  const seen: Seen = {
    registers: scenario.threads.map(() => ({ assigned: new Set(), known: new Set() })),
    warnings: new Map(),
    doubtful: new Set(),
  };
  const choices = variants(scenario);
  const programs = expander(scenario);
  const parsed: { test: LitmusTest; expanded: ExpandedTest }[] = [];
  for (const [number, { choice, changed }] of choices.entries()) {
    const program = programs(choice);
    checkBraces(to, program);
    checkWords(to, program);
    if (hasErrors(to)) return;
    for (const [o, outcome] of scenario.outcomes.entries()) {
      // A condition without holes is the same in every choice.
      if (number > 0 && o > 0 && holesIn(plainText(outcome.when)).length === 0) continue;
      const expanded = testOf(program, outcome);
      const read = parseLitmus(source('', expanded.text));
      for (const d of read.diagnostics) note(to, seen, placeInScenario(scenario, expanded, d), number);
      if (read.test === undefined) break;
      parsed.push({ test: read.test, expanded });
      if (o === 0) {
        noteRegisters(seen, read.test);
        noteDoubtful(to, scenario, seen, { expanded, test: read.test, choice, changed });
      }
    }
    if (hasErrors(to)) return;
  }
  for (const { test, expanded } of parsed) checkPlaces(to, scenario, seen.registers, expanded, test);
  for (const { diagnostic, variants: having } of seen.warnings.values()) {
    if (onlyOfSome.has(diagnostic.code) && having.size < choices.length) continue;
    if (diagnostic.code === 'litmus/unassigned-register') unknownInCode(to, scenario, diagnostic);
    else if (!onNames.has(diagnostic.code)) to.found.push(diagnostic);
  }
  checkMisplaced(to, scenario, seen);
}

/** An odd brace would end the thread early, and be complained of in the next one. */
function checkBraces(to: Complaints, program: Program): void {
  for (const [i, { body }] of program.threads.entries()) {
    const thread = program.scenario.threads[i];
    const lines = body.flatMap((line) => [...line, ...made('\n')]);
    const code = plainText(lines).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) =>
      ' '.repeat(comment.length),
    );
    const open: number[] = [];
    let odd: number | undefined;
    for (const m of code.matchAll(/[{}]/g)) {
      if (m[0] === '{') open.push(m.index);
      else if (open.pop() === undefined) odd ??= m.index;
    }
    const at = odd ?? open.at(-1);
    if (at === undefined || thread === undefined) continue;
    error(to, spanInFile(lines, { start: at, end: at + 1 }) ?? thread.span, {
      code: 'scenario/brace',
      message: `in thread ${thread.name} this \`${code[at]}\` ${code[at] === '{' ? 'is never closed' : 'closes nothing'}`,
    });
  }
}

/** Kernel words that could not be expanded. */
function checkWords(to: Complaints, program: Program): void {
  for (const [i, { problem }] of program.threads.entries()) {
    if (problem === undefined) continue;
    const whole = { start: 0, end: plainText(problem.at).length };
    const span = spanInFile(problem.at, whole) ?? program.scenario.threads[i]?.span;
    if (span !== undefined) error(to, span, problem);
  }
}

/** Harmless as long as some filling needs the name. */
const onlyOfSome: ReadonlySet<string> = new Set(['litmus/unassigned-register', 'litmus/unused-parameter']);

/** Said by `checkPlaces` in the scenario's own words. */
const onNames: ReadonlySet<string> = new Set([
  'litmus/unknown-register',
  'litmus/unknown-location',
  'litmus/no-such-thread',
]);

/** A name that has a value under no filling: neither a shared word nor a register in use. */
function unknownInCode(to: Complaints, scenario: Scenario, d: Diagnostic): void {
  const name = to.source.text.slice(d.span.start, d.span.end);
  const known = scenario.shared.map((w) => w.name);
  error(to, d.span, {
    code: 'scenario/unknown-name',
    message: `${/^\w+$/.test(name) ? name : 'this'} is no shared word, and no register that anything assigns`,
    hint: d.hint ?? didYouMean(name, known) ?? `the shared words are ${known.join(', ')}`,
  });
}

interface Variant {
  readonly choice: Choice;
  /** The slot in which it is not today's; absent: today's itself. */
  readonly changed?: number;
}

/** Today's choice, and today's with one filling changed, so that each filling occurs. */
function variants(scenario: Scenario): Variant[] {
  const { today, slots } = scenario;
  const changed = slots.flatMap((slot, s) =>
    slot.fillings.flatMap((_, f): Variant[] => {
      if (today[s] === f) return [];
      const choice = today.with(s, f);
      if (!isForbidden(scenario, choice)) return [{ choice, changed: s }];
      const other = someChoice(scenario, s, f);
      return other === undefined ? [] : [{ choice: other, changed: s }];
    }),
  );
  return [{ choice: today }, ...changed];
}

const mostTried = 20_000;

function someChoice(scenario: Scenario, slot: number, filling: number): Choice | undefined {
  if (productSize(scenario) > mostTried) return undefined;
  for (const choice of allChoices(scenario)) if (choice[slot] === filling) return choice;
  return undefined;
}

/** Errors at once, warnings when it is known how many variants have them. */
function note(to: Complaints, seen: Seen, diagnostic: Diagnostic, variant: number): void {
  if (diagnostic.severity === 'error') {
    error(to, diagnostic.span, diagnostic);
    return;
  }
  const key = `${diagnostic.code} ${diagnostic.span.start} ${diagnostic.message}`;
  const known = seen.warnings.get(key) ?? { diagnostic, variants: new Set() };
  known.variants.add(variant);
  seen.warnings.set(key, known);
}

function noteRegisters(seen: Seen, test: LitmusTest): void {
  for (const of of namesOf(test.threads, test.init).threads) {
    const registers = seen.registers[of.thread.id];
    for (const name of of.assigned) registers?.assigned.add(name);
    for (const name of [...of.assigned, ...of.declared, ...of.parameters.keys()]) registers?.known.add(name);
  }
}

/* ---- barriers in the wrong place ---- */

interface Tested {
  readonly expanded: ExpandedTest;
  readonly test: LitmusTest;
  readonly choice: Choice;
  readonly changed: number | undefined;
}

function noteDoubtful(to: Complaints, scenario: Scenario, seen: Seen, tested: Tested): void {
  const { expanded, choice, changed } = tested;
  for (const barrier of doubtfulBarriers(tested.test)) {
    const slot = slotAt(expanded.traced, barrier.span.start);
    if (slot === undefined) {
      // In the thread's own code; a filling elsewhere may have taken its meaning away.
      if (changed === undefined) misplacedBarrier(to, scenario, expanded, barrier);
      continue;
    }
    const filling = scenario.slots[slot]?.fillings[choice[slot] ?? -1];
    seen.doubtful.add(`${slot} ${choice[slot]}`);
    if (filling?.misplaced === true || (changed !== undefined && changed !== slot)) continue;
    const hint = `if that is what the scenario wants to show, write misplaced: [ ${filling?.name} ]`;
    misplacedBarrier(to, scenario, expanded, barrier, hint);
  }
}

function misplacedBarrier(
  to: Complaints,
  scenario: Scenario,
  expanded: ExpandedTest,
  barrier: DoubtfulBarrier,
  hint?: string,
): void {
  warning(to, spanInScenario(scenario, expanded, barrier.span), {
    code: 'scenario/misplaced-barrier',
    message: `${barrier.name} ${barrier.why}`,
    hint,
  });
}

function checkMisplaced(to: Complaints, scenario: Scenario, seen: Seen): void {
  for (const [s, slot] of scenario.slots.entries()) {
    for (const [f, filling] of slot.fillings.entries()) {
      if (!filling.misplaced || seen.doubtful.has(`${s} ${f}`)) continue;
      warning(to, filling.span, {
        code: 'scenario/misplaced-barrier',
        message: `filling ${filling.name} of slot ${slot.name} has no barrier in the wrong place`,
        hint: `take ${filling.name} out of misplaced`,
      });
    }
  }
}

/* ---- the same test twice ---- */

/** Two fillings of one slot that make no difference to the test (slots side by side may differ so). */
function checkDistinct(to: Complaints, scenario: Scenario): void {
  const [first] = scenario.outcomes;
  if (first === undefined) return;
  const programs = expander(scenario);
  const keyOf = (choice: Choice) => testKey(programs(choice), first);
  for (const [s, slot] of scenario.slots.entries()) {
    const seen = new Map<string, SlotFilling>();
    for (const [f, filling] of slot.fillings.entries()) {
      const key = keyOf(scenario.today.with(s, f));
      const before = seen.get(key);
      if (before !== undefined) {
        error(to, filling.span, {
          code: 'scenario/same-test',
          message: `fillings ${before.name} and ${filling.name} of slot ${slot.name} give the same test`,
          related: [{ span: before.span, message: `${before.name} is here` }],
        });
      } else seen.set(key, filling);
    }
  }
}
