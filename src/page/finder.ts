/** The index's search and filter. */

/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

import { element, labelled } from './dom.ts';

export function finder(place: HTMLElement): void {
  const items = [...document.querySelectorAll<HTMLElement>('.index li')];
  const groups = [...new Set(items.map((item) => item.dataset['group'] ?? ''))];
  const search = element('input', { type: 'search', id: 'search' });
  const group = element(
    'select',
    { id: 'group' },
    element('option', { value: '*' }, 'all'),
    ...groups.map((name) => element('option', { value: name }, name === '' ? 'others' : name)),
  );
  const found = element('output', {});
  const filter = () => {
    const words = search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    let shown = 0;
    for (const item of items) {
      const text = (item.textContent ?? '').toLowerCase();
      const fits = words.every((word) => text.includes(word));
      item.hidden = !fits || (group.value !== '*' && item.dataset['group'] !== group.value);
      if (!item.hidden) shown++;
    }
    for (const list of document.querySelectorAll<HTMLElement>('.index')) {
      const empty = [...list.children].every((item) => (item as HTMLElement).hidden);
      list.hidden = empty;
      const heading = list.previousElementSibling;
      if (heading instanceof HTMLElement) heading.hidden = empty;
    }
    found.textContent =
      shown === items.length ? `${shown} scenarios` : `${shown} of ${items.length} scenarios`;
  };
  search.addEventListener('input', filter);
  group.addEventListener('change', filter);
  place.append(labelled('Search', search), labelled('Group', group), found);
  place.hidden = false;
  filter();
}
