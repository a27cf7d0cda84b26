/** Text of files as HTML that shows it and does nothing else. */

import { visible } from '../base/diagnostic.ts';

/** For text and for attribute values in double quotes. */
export function escaped(text: string): string {
  return visible(text).replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? '',
  );
}

/** Lines of code; their ends stay. */
export function escapedLines(lines: readonly string[]): string {
  return lines.map((line) => escaped(line.replaceAll('\t', '        '))).join('\n');
}

/** Paragraphs that stand apart by an empty line. */
export function paragraphsHtml(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((p) => `<p>${escaped(p.replace(/\s+/g, ' ').trim())}</p>`)
    .join('\n');
}

/** JSON within a script element: no text in it can end the element, or turn what stands around it. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Code within a script element: `</script` and `<!--` occur in its strings and comments alone. */
export function embeddedScript(code: string): string {
  return code.replace(/<(?=\/script|!--)/gi, '\\x3c');
}
