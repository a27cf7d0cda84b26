/** Elements from data: text is always text, never markup. */

/// <reference lib="dom" />

import { visible } from '../base/diagnostic.ts';

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

type Properties<K extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[K], 'style' | 'innerHTML' | 'outerHTML'>
>;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Properties<K> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.map((c) => (typeof c === 'string' ? shownLines(c) : c)));
  return made;
}

/** Text of files: its lines stay, and nothing in them is hidden or turns the rest. */
export function shownLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** A control under its label. */
export function labelled(text: string, control: HTMLElement): HTMLLabelElement {
  return element('label', {}, text, element('br'), control);
}

/** Elements of markup that the engine or the run has made of escaped text; a policy keeps scripts out. */
export function fragment(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}
