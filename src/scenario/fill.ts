/** Code with its holes filled, line by line. */

import { holesIn } from './holes.ts';
import type { Choice, Scenario } from './scenario.ts';
import { filledBy, linesOf, made, plainText, slice, type TracedText } from './traced-text.ts';

/** What fills each hole under one choice. */
export type Fills = ReadonlyMap<string, TracedText>;

/** The texts of a choice's fillings, by hole. */
export function fillsOf(scenario: Pick<Scenario, 'slots'>, choice: Choice): Fills {
  const fills = new Map<string, TracedText>();
  for (const [i, slot] of scenario.slots.entries()) {
    const filling = slot.fillings[choice[i] ?? -1];
    for (const [hole, text] of filling?.texts ?? []) fills.set(hole, filledBy(text, i));
  }
  return fills;
}

/** Thrown when fillings that hold holes grow without measure; loading a scenario rules it out. */
export class Overgrown extends Error {}

const mostCharacters = 200_000;
/** Of fillings within fillings. */
export const deepest = 8;

/**
 * The lines of `code`. A hole alone on its line takes the indentation of that line for every line of
 * its filling, and vanishes with the line when the filling is empty; elsewhere the text goes in its
 * place.
 */
export function filledLines(code: TracedText, fills: Fills): TracedText[] {
  return fillLines(code, fills, { left: mostCharacters }, 0);
}

/** The same for a text that is one line of code or a condition. */
export function filledText(code: TracedText, fills: Fills): TracedText {
  return fillInline(code, fills, { left: mostCharacters }, 0);
}

function fillLines(code: TracedText, fills: Fills, budget: { left: number }, depth: number): TracedText[] {
  const lines: TracedText[] = [];
  for (const line of linesOf(code)) {
    const text = plainText(line);
    spend(budget, text.length + 1);
    const holes = holesIn(text);
    const [only] = holes;
    if (only === undefined) {
      lines.push(line);
    } else if (holes.length === 1 && text.trim() === text.slice(only.start, only.end)) {
      const indent = slice(line, 0, only.start);
      const body = fillLines(fills.get(only.name) ?? [], fills, budget, deeper(depth));
      if (body.some((l) => plainText(l).trim() !== '')) lines.push(...body.map((l) => [...indent, ...l]));
    } else {
      lines.push(...linesOf(fillInline(line, fills, budget, depth)));
    }
  }
  return lines;
}

function fillInline(text: TracedText, fills: Fills, budget: { left: number }, depth: number): TracedText {
  const plain = plainText(text);
  const holes = holesIn(plain);
  if (holes.length === 0) return text;
  const pieces: TracedText[] = [];
  let at = 0;
  for (const hole of holes) {
    pieces.push(slice(text, at, hole.start));
    const filling = fillInline(fills.get(hole.name) ?? made(''), fills, budget, deeper(depth));
    spend(budget, plainText(filling).length + 1);
    pieces.push(filling);
    at = hole.end;
  }
  pieces.push(slice(text, at, plain.length));
  return pieces.flat();
}

function deeper(depth: number): number {
  if (depth >= deepest) throw new Overgrown(`fillings hold holes more than ${deepest} deep`);
  return depth + 1;
}

function spend(budget: { left: number }, characters: number): void {
  budget.left -= characters;
  if (budget.left < 0)
    throw new Overgrown(`with its holes filled the code has more than ${mostCharacters} characters`);
}
