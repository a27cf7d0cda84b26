/**
 * mbpair as a library: the same judge as the command, without files, processes or a clock, so that it
 * runs in a browser as well.
 */

export { type Diagnostic, renderDiagnostic } from './base/diagnostic.ts';
export { type Source, source, sourceFromBytes } from './base/source.ts';
export { type Comparison, compareJudgements, type Difference } from './herd/compare.ts';
export { type HerdLog, readHerdLog } from './herd/log.ts';
export { type JudgeOptions, judge, type Limits, type Verdict } from './judge/judge.ts';
export {
  holds,
  isVacuous,
  type Judged,
  type Judgement,
  type ObservationWord,
  observation,
} from './judge/judgement.ts';
export type { LitmusTest } from './litmus/ast.ts';
export { parseLitmus } from './litmus/parse.ts';
export { printLitmus } from './litmus/print.ts';
export { renderHerdLog } from './report/herd-log.ts';
