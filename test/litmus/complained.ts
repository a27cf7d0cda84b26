/** The parser's diagnostics as people see them, and documents of many of them. */

import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { source } from '../../src/base/source.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';

/** What is complained of, rendered; empty when nothing is. */
export function complained(text: string): string {
  return parseLitmus(source('t.litmus', text)).diagnostics.map(renderDiagnostic).join('\n');
}

/** The codes alone, errors and warnings, in the order of the text. */
export function codes(text: string): string[] {
  return parseLitmus(source('t.litmus', text)).diagnostics.map((d) => d.code);
}

/** A title and a test's text. */
export type Case = readonly [title: string, text: string];

/** One section a case: the text as it is given, and what the parser says of it. */
export function documentOf(title: string, cases: readonly Case[]): string {
  const sections = cases.map(([name, text]) => {
    return `## ${name}\n\n\`\`\`c\n${shown(text)}\n\`\`\`\n\n\`\`\`\n${complained(text)}\n\`\`\`\n`;
  });
  return `# ${title}\n\n${sections.join('\n')}`;
}

/** Control characters would make the document unreadable. */
function shown(text: string): string {
  let result = '';
  for (const c of text.replace(/\n$/, '')) {
    const code = c.charCodeAt(0);
    const hidden = (code < 32 && c !== '\n' && c !== '\t') || code === 0xfeff || (code > 127 && code < 161);
    result += hidden ? `<U+${code.toString(16).padStart(4, '0')}>` : c;
  }
  return result;
}

/** A test whose only thread has this body. */
export const withBody = (body: string): string =>
  `C t\n\n{}\n\nP0(int *x, int *y)\n{\n\t${body.replaceAll('\n', '\n\t')}\n}\n\nexists (x=0)\n`;

export const withInit = (init: string): string =>
  `C t\n\n{ ${init} }\n\nP0(int *x, int *p)\n{\n\tint r0 = READ_ONCE(*x);\n\tint r1 = READ_ONCE(*p);\n}\n\nexists (0:r0=0)\n`;

export const withParameters = (parameters: string): string =>
  `C t\n\n{}\n\nP0(${parameters})\n{\n\tint r0 = READ_ONCE(*x);\n}\n\nexists (0:r0=0)\n`;

const twoThreads =
  'P0(int *x, int *y)\n{\n\tint r0;\n\n\tWRITE_ONCE(*x, 1);\n\tr0 = READ_ONCE(*y);\n}\n\nP1(int *x, int *y)\n{\n\tint r0;\n\n\tWRITE_ONCE(*y, 1);\n\tr0 = READ_ONCE(*x);\n}\n';

/** Store buffering with this condition part. */
export const withCondition = (condition: string): string => `C t\n\n{}\n\n${twoThreads}\n${condition}\n`;

/** Store buffering with this header in place of `C t` and what follows up to the threads. */
export const withHeader = (header: string): string =>
  `${header}\n${twoThreads}\nexists (0:r0=0 /\\ 1:r0=0)\n`;

export const withProgram = (program: string): string => `C t\n\n{}\n\n${program}\n\nexists (x=0)\n`;
