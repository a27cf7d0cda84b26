/** What the run found of one choice: whether it suffices, and each outcome's verdict by both judges. */

/// <reference lib="dom" />

import type { PageChoice, PageScenario } from '../document/page-data.ts';
import { element } from './dom.ts';

export function verdictView(scenario: PageScenario, choice: readonly number[]): HTMLElement[] {
  const found = scenario.choices[choice.join(' ')];
  if (found === undefined) {
    return [element('p', {}, 'This combination is left out of the scenario, or was not judged in full.')];
  }
  const minimal = scenario.minimal.some((m) => m.every((f, i) => f === choice[i]));
  const today = scenario.today.every((f, i) => f === choice[i]);
  const extras = [...(today ? ["today's choice"] : []), ...(minimal ? ['nothing weaker does'] : [])];
  const words = { s: 'Sufficient', i: 'Insufficient in the model', u: 'Not decided' }[found.s];
  const line = extras.length === 0 ? words : `${words} (${extras.join(', ')})`;
  return [
    element('p', {}, element('strong', { className: found.s === 's' ? 'good' : 'wrong' }, line)),
    element('div', { className: 'wide', tabIndex: 0 }, table(scenario, found)),
  ];
}

function table(scenario: PageScenario, found: PageChoice): HTMLElement {
  const head = ['outcome', 'must', 'mbpair', 'herd7'].map((text) => element('th', { scope: 'col' }, text));
  const rows = scenario.outcomes.map(({ id, role, title }, o) => {
    const ours = scenario.answers[found.m[o] ?? -1] ?? '';
    const theirs =
      found.h === undefined ? undefined : scenario.answers[(found.h === '=' ? found.m : found.h)[o] ?? -1];
    const can = !/^(?:Never|no execution)/.test(ours);
    const wrong = role === 'bad' ? can : !can;
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, `${id}: ${title}`),
      element('td', {}, role === 'bad' ? 'not happen' : 'stay possible'),
      element('td', { className: wrong ? 'wrong' : 'good' }, ours === '' ? 'no answer' : ours),
      element('td', {}, theirs === undefined ? 'not asked' : theirs === ours ? `same: ${theirs}` : theirs),
    );
  });
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}
