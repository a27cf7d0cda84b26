/** The built-in judge asked about choices: a test that comes out equal for several is judged once. */

import { type Source, source } from '../base/source.ts';
import { type Reach, reach } from '../judge/decide.ts';
import { judge, type Limits } from '../judge/judge.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { LitmusTest, Thread } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { expander, frameText, type Program, testKey } from '../scenario/expand.ts';
import type { Choice, Outcome, Scenario } from '../scenario/scenario.ts';
import type { Answer } from './search.ts';
import { assess } from './standing.ts';

export interface ChoiceJudge {
  /** One an outcome, in the scenario's order. */
  readonly judgements: (choice: Choice) => readonly Judgement[];
  /** For the search by order: no more is judged than the answer needs. */
  readonly answer: (choice: Choice, alive: boolean) => Answer;
  /** Distinct tests judged so far. */
  readonly tests: () => number;
}

export function builtInJudge(scenario: Scenario, limits: Limits = {}): ChoiceJudge {
  const programOf = expander(scenario);
  const known = new Map<string, Judgement>();
  const reached = new Map<string, Reach>();
  const assembled = assembler();
  const judged = (key: string): Judgement => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = judgeKey(key, limits);
    known.set(key, found);
    return found;
  };
  const judgements = (choice: Choice) => {
    const program = programOf(choice);
    return scenario.outcomes.map((outcome) => judged(testKey(program, outcome)));
  };
  const reachOf = (program: Program, outcome: Outcome): Reach | undefined => {
    const key = testKey(program, outcome);
    const before = reached.get(key);
    if (before !== undefined) return before;
    const test = assembled(program, outcome, key);
    // A bad outcome that can happen is enough; else the flags matter.
    const allFlags = outcome.role === 'sanity';
    const found = test === undefined ? undefined : reach(test, true, { limits, allFlags });
    if (found !== undefined) reached.set(key, found);
    return found;
  };
  const answer = (choice: Choice, alive: boolean): Answer => {
    const program = programOf(choice);
    let safe = true;
    let lives = true;
    for (const outcome of scenario.outcomes) {
      if (outcome.role === 'sanity' && !safe) return { safe, alive: undefined };
      const found = reachOf(program, outcome);
      if (found === undefined) return assess(scenario.outcomes, judgements(choice));
      // With a flag the model promises nothing, whatever is reached.
      safe &&= found.flags.length === 0;
      if (outcome.role === 'bad') safe &&= !found.reached;
      else lives &&= found.reached;
    }
    return { safe, alive: alive ? lives : undefined };
  };
  return { judgements, answer, tests: () => known.size + reached.size };
}

/** The text that is judged: what decides the verdict, under no name of its own. */
export function sourceOfKey(key: string): Source {
  return source('choice.litmus', `C choice\n\n${key}`);
}

/** The judgement of the test behind a key. */
export function judgeKey(key: string, limits: Limits = {}): Judgement {
  const { test, diagnostics } = parseLitmus(sourceOfKey(key));
  if (test === undefined) return { outcome: 'refused', name: 'choice', diagnostics };
  return judge(test, { limits }).judgement;
}

/**
 * Trees of tests from trees of threads that have been read before: good for judging, while spans,
 * name and hash are those of the tests they were first read in.
 */
function assembler(): (program: Program, outcome: Outcome, key: string) => LitmusTest | undefined {
  const threads = new Map<string, Thread>();
  const frames = new Map<string, LitmusTest>();
  return (program, outcome, key) => {
    const frame = frameText(program, outcome);
    const parts = program.threads.map((t) => threads.get(t.text));
    const like = frames.get(frame);
    if (like !== undefined && parts.every((t) => t !== undefined)) return { ...like, threads: parts };
    const { test } = parseLitmus(sourceOfKey(key));
    if (test === undefined) return undefined;
    frames.set(frame, test);
    for (const [i, t] of program.threads.entries()) {
      const thread = test.threads[i];
      if (thread !== undefined) threads.set(t.text, thread);
    }
    return test;
  };
}
