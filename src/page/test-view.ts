/** The litmus tests of a choice, to be read, copied and kept. */

/// <reference lib="dom" />

import { element, labelled, shownLines } from './dom.ts';
import type { Response } from './messages.ts';

type Tests = Extract<Response, { kind: 'choice' }>['tests'];

export function testView(tests: Tests): HTMLElement {
  const text = element('pre', { tabIndex: 0 });
  const which = element(
    'select',
    {},
    ...tests.map((test, i) => element('option', { value: String(i) }, test.outcome)),
  );
  const copy = element('button', { type: 'button' }, 'Copy');
  const keep = element('button', { type: 'button' }, 'Download');
  const current = () => tests[Number(which.value)];
  const show = () => {
    text.textContent = shownLines(current()?.text ?? '');
    copy.textContent = 'Copy';
  };
  which.addEventListener('change', show);
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(current()?.text ?? '').then(
      () => {
        copy.textContent = 'Copied';
      },
      () => {
        // Not allowed to: the text is marked, and the reader's own key copies it.
        getSelection()?.selectAllChildren(text);
        copy.textContent = 'Marked';
      },
    );
  });
  keep.addEventListener('click', () => {
    const test = current();
    if (test === undefined) return;
    const url = URL.createObjectURL(new Blob([test.text], { type: 'text/plain' }));
    element('a', { href: url, download: `${test.name}.litmus` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  });
  show();
  return element(
    'details',
    {},
    element('summary', {}, 'The litmus test'),
    element('div', { className: 'finder' }, labelled('of the outcome', which), copy, keep),
    text,
  );
}
