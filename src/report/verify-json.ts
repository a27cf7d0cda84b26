/** `mbpair verify` for programs; verify.schema.json promises the shape. The same input gives the same bytes. */

import { costOf } from '../choice/cost.ts';
import { doubtsAbout } from '../choice/doubts.ts';
import { choiceKey } from '../choice/lattice.ts';
import type { Row } from '../choice/plan.ts';
import { isVacuous, type Judgement, observation } from '../judge/judgement.ts';
import { architectures } from '../lkmm/costs.ts';
import { type Choice, choiceFillings, type Scenario } from '../scenario/scenario.ts';
import { gravest } from './exit-status.ts';
import { findingWords } from './finding-words.ts';
import { diagnosticJson, herdJson, type Json, type PathNames, schemaName, sorted } from './json.ts';
import { shardJson } from './shard.ts';
import {
  type ScenarioReport,
  statusesOfScenario,
  summarizeVerify,
  type VerifyReport,
} from './verify-report.ts';

export function renderVerifyJson(report: VerifyReport, names: PathNames): string {
  const { counts, ...summary } = summarizeVerify(report);
  const { herd } = report;
  const of = (status: 0 | 1 | 2 | 3 | 4 | 70) => counts.get(status) ?? 0;
  const document: Json = {
    schema: schemaName,
    command: 'verify',
    by: { ...report.by },
    herd: !herd.used && herd.why === 'many' ? { ...herd } : herdJson(herd, names),
    scenarios: report.scenarios.map((s) => scenarioJson(s, names)),
    problems: report.problems.map((d) => diagnosticJson(d, names)),
    ...(report.shard === undefined ? {} : { shard: shardJson(report.shard) }),
    summary: {
      ...summary,
      asExpected: of(0),
      findings: of(1),
      badInputs: of(2),
      disagreements: of(3),
      undecided: of(4),
      internalErrors: of(70),
      unfinished: report.unfinished ?? 0,
    },
  };
  return `${JSON.stringify(sorted(document), null, 2)}\n`;
}

function scenarioJson(report: ScenarioReport, names: PathNames): Json {
  const { analysis, plan } = report;
  const { scenario } = analysis;
  const fillings = (choice: Choice) => choiceFillings(scenario, choice);
  return {
    id: scenario.id,
    file: names.path(report.file),
    group: scenario.group ?? null,
    title: scenario.title,
    question: scenario.question,
    abstraction: scenario.abstraction ?? null,
    slots: scenario.slots.map((slot) => ({
      name: slot.name,
      asks: slot.asks ?? null,
      situation: slot.situation,
      fillings: slot.fillings.map((f) => f.name),
    })),
    outcomes: scenario.outcomes.map(({ id, role, title }) => ({ id, role, title })),
    way: analysis.way,
    counts: {
      choices: analysis.choices,
      judged: analysis.judged,
      sufficient: analysis.sufficient ?? null,
      tests: plan.tests.length,
    },
    choices: report.rows.map((row, c) => choiceJson(report, row, c)),
    minimal: analysis.minimal.map(fillings),
    robust: (analysis.robust ?? []).map(fillings),
    situations: analysis.robust !== undefined,
    suggestions: analysis.minimal.map((choice) => suggestionJson(scenario, choice)),
    today: fillings(scenario.today),
    todayStanding: analysis.today,
    necessity: analysis.necessity.map((n) => {
      const slot = scenario.slots[n.slot];
      return {
        slot: slot?.name ?? '',
        filling: slot?.fillings[n.filling]?.name ?? '',
        verdict: n.verdict,
        instead: n.instead.map((f) => slot?.fillings[f]?.name ?? ''),
      };
    }),
    nearest: analysis.nearest.map(fillings),
    expected: {
      today: scenario.expect.today,
      minimal: scenario.expect.minimal?.map(fillings) ?? null,
      robust: scenario.expect.robust?.map(fillings) ?? null,
    },
    findings: analysis.findings.map((f) => ({ kind: f.kind, message: findingWords(scenario, f) })),
    stopped: analysis.stopped ?? null,
    herd: {
      compared: report.comparisons.filter((c) => c.outcome !== 'unknown').length,
      agreeing: report.comparisons.filter((c) => c.outcome === 'agrees').length,
      recordedBy: report.recordedBy?.version ?? null,
      recordedOn: report.recordedBy?.date ?? null,
    },
    diagnostics: report.warnings.map((d) => diagnosticJson(d, names)),
    status: gravest(statusesOfScenario(report)),
  };
}

function choiceJson(report: ScenarioReport, row: Row, c: number): Json {
  const { scenario } = report.analysis;
  const { standing, faults } = row.assessment;
  const tests = report.plan.numbers[c] ?? [];
  return {
    fillings: choiceFillings(scenario, row.choice),
    standing,
    sufficient: standing === 'undecided' ? null : standing === 'sufficient',
    today: choiceKey(row.choice) === choiceKey(scenario.today),
    minimal: report.analysis.minimal.some((m) => choiceKey(m) === choiceKey(row.choice)),
    outcomes: scenario.outcomes.map(({ id, role }, o): Json => {
      const test = tests[o] ?? -1;
      const comparison = report.comparisons[test];
      return {
        id,
        role,
        mbpair: verdictJson(row.judgements[o]),
        herd7: verdictJson(report.herd[test]),
        agree:
          comparison === undefined || comparison.outcome === 'unknown'
            ? null
            : comparison.outcome === 'agrees',
        differences: comparison?.outcome === 'differs' ? comparison.details.map((d) => ({ ...d })) : [],
      };
    }),
    faults: faults.map((f) => ({
      kind: f.kind,
      outcome: scenario.outcomes[f.outcome]?.id ?? '',
      flag: f.kind === 'flag' ? f.flag : null,
    })),
  };
}

/** null: that judge was not asked, or has no answer. */
function verdictJson(j: Judgement | undefined): Json {
  if (j === undefined || j.outcome !== 'judged') return null;
  return {
    observation: observation(j),
    vacuous: isVacuous(j),
    positive: j.positive,
    negative: j.negative,
    states: j.states.length,
    flags: j.flags,
  };
}

function suggestionJson(scenario: Scenario, choice: Choice): Json {
  const cost = costOf(scenario, choice);
  const doubts = doubtsAbout(scenario, choice);
  return {
    fillings: choiceFillings(scenario, choice),
    suggested: doubts.length === 0,
    doubts: doubts.map((d) => ({
      slot: scenario.slots[d.slot ?? -1]?.name ?? null,
      barrier: d.barrier,
      why: d.why,
    })),
    cost: Object.fromEntries(
      architectures.map((a) => [a, { weight: cost[a].weight, instructions: cost[a].instructions }]),
    ),
  };
}
