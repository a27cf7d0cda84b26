/** Whether conditions speak of threads, registers and words that there are. */

import type { Span } from '../base/source.ts';
import { nearest } from '../base/suggest.ts';
import type { LitmusTest, Place, Prop } from '../litmus/ast.ts';
import { forEachPlace } from '../litmus/observed.ts';
import { type Complaints, error } from './complaints.ts';
import type { ExpandedTest } from './expand.ts';
import { filledText, fillsOf } from './fill.ts';
import { spanInScenario } from './place-in-scenario.ts';
import type { Scenario } from './scenario.ts';
import { plainText, spanInFile, type TracedText } from './traced-text.ts';

/** Before anything is put into a test: every name before a colon is a thread's. */
export function checkThreadNames(to: Complaints, scenario: Scenario): void {
  const fills = fillsOf(scenario, scenario.today);
  const names = scenario.threads.map((t) => t.name);
  const check = (traced: TracedText, fallback: Span) => {
    const text = filledText(traced, fills);
    for (const m of plainText(text).matchAll(/\b([A-Za-z_]\w*)(?=\s*:)/g)) {
      const name = m[1] ?? '';
      const number = /^P([0-9]+)$/.exec(name)?.[1];
      if (names.includes(name) || (number !== undefined && Number(number) < names.length)) continue;
      const near = nearest(name, names);
      error(to, spanInFile(text, { start: m.index, end: m.index + name.length }) ?? fallback, {
        code: 'scenario/unknown-name',
        message: `there is no thread ${name}`,
        hint: near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there is ${names.join(', ')}`,
      });
    }
  };
  if (scenario.filter !== undefined) check(scenario.filter, scenario.expect.span);
  for (const outcome of scenario.outcomes) check(outcome.when, outcome.span);
}

/** What is known of a thread's registers over all fillings. */
export interface Registers {
  readonly assigned: Set<string>;
  readonly known: Set<string>;
}

/** The registers and words that the condition and the filter of one test look at. */
export function checkPlaces(
  to: Complaints,
  scenario: Scenario,
  known: readonly Registers[],
  expanded: ExpandedTest,
  test: LitmusTest,
): void {
  const words = scenario.shared.map((w) => w.name);
  const check = (place: Place, prop: Prop) => {
    if (place.kind === 'register') checkRegister(to, scenario, known, expanded, place);
    else if (!words.includes(place.name))
      unknownWord(to, scenario, known, spanInScenario(scenario, expanded, place.span), place.name);
    if (prop.kind === 'equals' && prop.value.kind === 'address' && !words.includes(prop.value.name)) {
      unknownWord(to, scenario, known, spanInScenario(scenario, expanded, prop.valueSpan), prop.value.name);
    }
  };
  if (test.filter !== undefined) forEachPlace(test.filter, check);
  forEachPlace(test.condition, check);
}

function checkRegister(
  to: Complaints,
  scenario: Scenario,
  known: readonly Registers[],
  expanded: ExpandedTest,
  place: Extract<Place, { kind: 'register' }>,
): void {
  const registers = known[place.thread];
  const thread = scenario.threads[place.thread]?.name ?? `P${place.thread}`;
  if (registers === undefined) {
    error(to, spanInScenario(scenario, expanded, place.span), {
      code: 'scenario/unknown-name',
      message: `there is no thread number ${place.thread}`,
      hint: `there is ${scenario.threads.map((t) => t.name).join(', ')}`,
    });
  } else if (!registers.assigned.has(place.name)) {
    const near = nearest(place.name, registers.assigned).map((name) => `${thread}:${name}`);
    const elsewhere = scenario.threads.flatMap((t, i) =>
      known[i]?.assigned.has(place.name) === true ? [`${t.name}:${place.name}`] : [],
    );
    const meant = elsewhere.length > 0 ? elsewhere : near;
    error(to, spanInScenario(scenario, expanded, place.span), {
      code: 'scenario/unknown-register',
      message: registers.known.has(place.name)
        ? `no filling of ${thread} assigns ${place.name}, so ${thread}:${place.name} is always 0`
        : `thread ${thread} has no register ${place.name}`,
      hint: meant.length > 0 ? `did you mean ${meant.slice(0, 3).join(' or ')}?` : undefined,
    });
  }
}

function unknownWord(
  to: Complaints,
  scenario: Scenario,
  known: readonly Registers[],
  span: Span,
  name: string,
): void {
  const registers = scenario.threads.flatMap((t, i) =>
    known[i]?.known.has(name) === true ? [`${t.name}:${name}`] : [],
  );
  const near = nearest(
    name,
    scenario.shared.map((w) => w.name),
  );
  error(to, span, {
    code: 'scenario/unknown-name',
    message: `there is no shared word ${name}`,
    hint:
      registers.length > 0
        ? `registers are written with their thread: did you mean ${registers.join(' or ')}?`
        : near.length > 0
          ? `did you mean ${near.join(' or ')}?`
          : undefined,
  });
}
