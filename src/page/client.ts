/**
 * The page's script: shows one scenario at a time, lets each slot be filled, and tells at once what
 * the run found of that choice. Where it stands is in the address, so that a choice can be linked to.
 */

/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

import type { PageData } from '../document/page-data.ts';
import { addressOf, readAddress } from './address.ts';
import { bench } from './bench.ts';
import { byId, element, shownLines } from './dom.ts';
import { engineFrom } from './engine-client.ts';
import { finder } from './finder.ts';
import { workbench } from './workbench.ts';

const data = JSON.parse(byId('data').textContent ?? '') as PageData;
const engine = engineFrom(byId('engine').textContent ?? '');
const scenarios = new Map(data.scenarios.map((s) => [s.id, s]));
const benches = new Map<string, (choice: readonly number[]) => void>();

document.body.classList.add('scripted');
finder(document.querySelector('.finder') as HTMLElement);
byId('try').hidden = false;
bench(document.querySelector('.bench') as HTMLElement, engine);
for (const article of document.querySelectorAll('article')) {
  const back = element('p', { className: 'back' }, element('a', { href: '#' }, 'All scenarios'));
  article.prepend(back);
}

function show(): void {
  const at = readAddress(location.hash, scenarios);
  for (const article of document.querySelectorAll('article')) {
    article.classList.toggle('shown', article.id === at?.scenario.id);
  }
  for (const part of document.querySelectorAll('.index-only')) {
    part.classList.toggle('shown', at === undefined);
  }
  const title = at === undefined ? undefined : `${at.scenario.id}: ${at.scenario.title}`;
  document.title = shownLines(title ?? 'Barrier pairings and their allowed outcomes');
  if (at === undefined) return;
  const { scenario, choice } = at;
  let update = benches.get(scenario.id);
  if (update === undefined) {
    const place = document.querySelector(`[data-scenario="${CSS.escape(scenario.id)}"]`) as HTMLElement;
    update = workbench(place, scenario, engine, (wanted) => {
      // Going to the address instead would take the focus away from the control.
      history.pushState(null, '', addressOf(scenario, wanted));
      show();
    });
    benches.set(scenario.id, update);
  }
  update(choice);
}

let before = '';
function follow(): void {
  const id = location.hash.split('?')[0] ?? '';
  show();
  // Another scenario begins at its top; another choice of the same one stays where the reader is.
  if (id !== before) {
    window.scrollTo(0, 0);
    if (before !== '' || id !== '') byId('content').focus({ preventScroll: true });
  }
  before = id;
}

window.addEventListener('hashchange', follow);
follow();
