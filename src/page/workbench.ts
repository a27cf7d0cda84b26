/** One scenario's slots as controls, with the verdicts, the code and the tests of the choice made. */

/// <reference lib="dom" />

import type { PageScenario } from '../document/page-data.ts';
import { element, fragment, labelled } from './dom.ts';
import type { Asked, Engine } from './engine-client.ts';
import type { Response } from './messages.ts';
import { testView } from './test-view.ts';
import { verdictView } from './verdict-view.ts';

/** Returns what shows a choice; `choose` is called when the reader makes one. */
export function workbench(
  place: HTMLElement,
  scenario: PageScenario,
  engine: (kind: Asked['kind']) => Engine,
  choose: (choice: readonly number[]) => void,
): (choice: readonly number[]) => void {
  const part = (name: string) => place.querySelector(`.${name}`) as HTMLElement;
  const selects = scenario.slots.map((slot, i) =>
    element(
      'select',
      { id: `${scenario.id}--${slot.name}` },
      ...slot.fillings.map((filling, f) =>
        element('option', { value: String(f) }, scenario.today[i] === f ? `${filling} (today)` : filling),
      ),
    ),
  );
  const chosen = () => selects.map((s) => Number(s.value));
  for (const select of selects) select.addEventListener('change', () => choose(chosen()));
  const changed = (choice: readonly number[]) =>
    scenario.slots
      .flatMap((slot, i) => (choice[i] === scenario.today[i] ? [] : [slot.fillings[choice[i] ?? 0] ?? '']))
      .join(', ');
  const presets = [
    { name: "today's", choice: scenario.today },
    ...scenario.minimal
      .filter((m) => m.some((f, i) => f !== scenario.today[i]))
      .slice(0, 4)
      .map((choice) => ({ name: `weakest: ${changed(choice)}`, choice })),
  ];
  part('controls').append(
    ...scenario.slots.map((slot, i) =>
      labelled(
        `${slot.name}${slot.situation ? ' (the situation)' : ''}: ${slot.asks ?? ''}`,
        selects[i] as HTMLElement,
      ),
    ),
    element(
      'div',
      {},
      ...presets.flatMap(({ name, choice }) => {
        const button = element('button', { type: 'button' }, name);
        button.addEventListener('click', () => choose(choice));
        return [button, ' '];
      }),
    ),
  );
  part('controls').hidden = false;

  return (choice) => {
    for (const [i, select] of selects.entries()) select.value = String(choice[i] ?? 0);
    part('verdict').replaceChildren(...verdictView(scenario, choice));
    engine('choice').ask({ kind: 'choice', yaml: scenario.yaml, choice }, (response) => {
      show(response);
    });
  };

  function show(response: Response): void {
    if (response.kind !== 'choice') {
      const message = response.kind === 'refused' ? response.message : '';
      part('code').replaceChildren(element('pre', {}, message));
      part('test').hidden = true;
      return;
    }
    part('code').replaceChildren(
      ...response.columns.map(({ name, lines }) =>
        element(
          'div',
          { className: 'thread' },
          element('h4', {}, name),
          element('pre', { tabIndex: 0 }, lines.join('\n')),
        ),
      ),
    );
    part('picture').replaceChildren(statesView(response.states), fragment(response.why));
    part('test').replaceChildren(testView(response.tests));
    part('test').hidden = false;
  }
}

function statesView(states: Extract<Response, { kind: 'choice' }>['states']): HTMLElement {
  const items = states.map(({ words, bad }) =>
    element('li', { className: bad ? 'wrong' : '' }, bad ? `${words} (must not happen)` : words),
  );
  return element(
    'div',
    {},
    element('h4', {}, 'What can happen with this choice'),
    element('ul', {}, ...items),
  );
}
