/**
 * How wide a text is, without a font to ask: pictures are set in a monospace font, whose characters
 * are all one cell wide but for the wide ones of East Asia and those that take no room. What could
 * change the order or the look of what follows (controls, marks of direction) is made visible first.
 */

/** Width of a cell as part of the font size: that of DejaVu, Liberation and Courier, and no less than others'. */
export const cellOfFont = 0.602;

/** Marks of direction, invisible joiners, and what XML does not take. */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u{e0000}-\u{e007f}]/gu;

/** Takes no room of its own. */
const combining = /\p{Mn}|\p{Me}/u;

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** In one line, with nothing in it that is not seen. */
export function shownText(text: string): string {
  return text.replace(/[\t\n\r ]+/g, ' ').replace(hidden, '\u25af');
}

export function cellsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let cells = 0;
  for (const c of text) cells += combining.test(c) ? 0 : wide.test(c) ? 2 : 1;
  return cells;
}

/** Its first cells, with three dots where something is left out. */
export function cutTo(text: string, cells: number, dots = '\u2026'): string {
  // A character may bear any number of marks: what is too long in either sense is cut.
  if (text.length <= 4 * cells && cellsOf(text) <= cells) return text;
  let kept = '';
  let used = cellsOf(dots);
  for (const c of text) {
    used += cellsOf(c);
    if (used > cells || kept.length >= 4 * cells) break;
    kept += c;
  }
  return kept + dots;
}

/** In lines of so many cells, broken at blanks where there are some, and after at most so many lines cut. */
export function wrapTo(text: string, cells: number, most: number, dots = '\u2026'): string[] {
  const lines: string[] = [];
  let rest = text;
  while (cellsOf(rest) > cells && lines.length < most - 1) {
    const at = breakOf(rest, cells);
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, cutTo(rest, cells, dots)];
}

/**
 * Where the first line ends: behind a blank, comma or parenthesis or before a bracket, if that leaves
 * half a line or more; else behind an underscore.
 */
function breakOf(text: string, cells: number): number {
  let used = 0;
  let at = 0;
  let good = 0;
  let poor = 0;
  for (const c of text) {
    if (c === '[' && used * 2 >= cells) good = at;
    used += cellsOf(c);
    if (used > cells) break;
    at += c.length;
    if (used * 2 < cells) continue;
    if (/[\s,(]/.test(c)) good = at;
    else if (c === '_') poor = at;
  }
  return good > 0 ? good : poor > 0 ? poor : Math.max(at, 1);
}
