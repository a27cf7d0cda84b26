/** "Try it": a test that the reader types, judged in the worker, with a limit and a way out. */

/// <reference lib="dom" />

import { element, fragment, labelled } from './dom.ts';
import type { Asked, Engine } from './engine-client.ts';
import type { Response } from './messages.ts';

const example = `C SB

{}

P0(int *x, int *y)
{
	int r0;

	WRITE_ONCE(*x, 1);
	smp_mb();
	r0 = READ_ONCE(*y);
}

P1(int *x, int *y)
{
	int r0;

	WRITE_ONCE(*y, 1);
	smp_mb();
	r0 = READ_ONCE(*x);
}

exists (0:r0=0 /\\ 1:r0=0)
`;

const limits = [5, 20, 60];

export function bench(place: HTMLElement, engineOf: (kind: Asked['kind']) => Engine): void {
  const text = element('textarea', { id: 'test', spellcheck: false, value: example });
  const limit = element(
    'select',
    { id: 'limit' },
    ...limits.map((s) => element('option', { value: String(s) }, `${s} s`)),
  );
  const judge = element('button', { type: 'button', id: 'judge' }, 'Judge');
  const cancel = element('button', { type: 'button', id: 'cancel', disabled: true }, 'Cancel');
  const result = element('div', { id: 'result' });
  result.setAttribute('role', 'status');
  const engine = engineOf('judge');
  let clock: ReturnType<typeof setTimeout> | undefined;
  const end = (...shown: readonly (Node | string)[]) => {
    clearTimeout(clock);
    judge.disabled = false;
    cancel.disabled = true;
    result.replaceChildren(...shown);
  };
  judge.addEventListener('click', () => {
    judge.disabled = true;
    cancel.disabled = false;
    result.replaceChildren('judging ...');
    engine.ask({ kind: 'judge', text: text.value }, (response) => end(...resultView(response)));
    clock = setTimeout(() => {
      engine.stop();
      end(element('p', { className: 'wrong' }, `not decided within ${limit.value} s`));
    }, Number(limit.value) * 1000);
  });
  cancel.addEventListener('click', () => {
    engine.stop();
    end(element('p', {}, 'cancelled'));
  });
  place.append(
    labelled('Litmus test', text),
    element('div', { className: 'finder' }, judge, cancel, labelled('Time limit', limit)),
    result,
  );
}

function resultView(response: Response): Node[] {
  switch (response.kind) {
    case 'judged':
      return [
        element('p', {}, element('strong', {}, response.verdict)),
        ...(response.flags.length === 0
          ? []
          : [element('p', { className: 'wrong' }, `flags: ${response.flags.join(', ')}`)]),
        ...(response.states.length === 0
          ? []
          : [element('pre', { tabIndex: 0 }, response.states.join('\n'))]),
        ...response.remarks.map((remark) => element('pre', { tabIndex: 0 }, remark)),
        fragment(response.why),
      ];
    case 'refused':
      return [element('pre', { className: 'wrong', tabIndex: 0 }, response.message)];
    case 'choice':
      return [];
    default:
      return response satisfies never;
  }
}
