/** Holes: the places `${name}` in a text that the fillings of slots fill. */

import type { Span } from '../base/source.ts';
import { type Complaints, error } from './complaints.ts';
import { plainText, spanInFile, type TracedText } from './traced-text.ts';

export interface Hole {
  readonly name: string;
  /** Within the text. */
  readonly start: number;
  readonly end: number;
}

const hole = /\$\{([A-Za-z0-9_-]+)\}/g;

export function holesIn(text: string): Hole[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(hole)].map((m) => ({
    name: m[1] ?? '',
    start: m.index,
    end: m.index + m[0].length,
  }));
}

/** A hole with its place in the file. */
export interface PlacedHole {
  readonly name: string;
  readonly span: Span;
}

/** The holes of a text; what looks like one and is none is complained of. */
export function readHoles(to: Complaints, traced: TracedText, fallback: Span): PlacedHole[] {
  const text = plainText(traced);
  if (!text.includes('$')) return [];
  const holes = holesIn(text);
  for (const m of text.matchAll(/\$/g)) {
    if (holes.some((h) => h.start <= m.index && m.index < h.end)) continue;
    error(to, spanInFile(traced, { start: m.index, end: m.index + 1 }) ?? fallback, {
      code: 'scenario/hole',
      message: 'this `$` begins no hole',
      hint: `a hole is written \${name}, its name of letters, digits, "_" and "-"`,
    });
  }
  return holes.map((h) => ({ name: h.name, span: spanInFile(traced, h) ?? fallback }));
}
