/**
 * mbpair as a library: the same judge as the command, without files, processes or a clock, so that it
 * runs in a browser as well.
 */

export { type Diagnostic, renderDiagnostic } from './base/diagnostic.ts';
export { type Source, source, sourceFromBytes } from './base/source.ts';
export { checkCertificate } from './certificate/check.ts';
export { certificateOf } from './explain/certify.ts';
export { type ExplainOptions, explain } from './explain/explain.ts';
export type { Allowed, Explanation, Forbidden, Unexplained } from './explain/explanation.ts';
export { withOutcome } from './explain/given-outcome.ts';
export { drawingsOf } from './explain/picture/drawings.ts';
export { svgOfAll } from './explain/picture/svg.ts';
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
export { renderExplanationJson } from './report/explain-json.ts';
export { renderExplanationMarkdown } from './report/explain-markdown.ts';
export { renderExplanation } from './report/explain-text.ts';
export { renderHerdLog } from './report/herd-log.ts';
