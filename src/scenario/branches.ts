/** Kernel style for branches: one statement stands without braces. */

import { plainText, slice, type TracedText } from './traced-text.ts';

/**
 * The lines without the braces of every `if` that has one statement, no comment and no `else`; such a
 * branch inside another one counts there as the two lines that it is.
 */
export function withoutNeedlessBraces(lines: readonly TracedText[]): TracedText[] {
  const kept: TracedText[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [line, inner, close] = [lines[i] ?? [], lines[i + 1], lines[i + 2]];
    const bare = withoutOpeningBrace(line);
    if (bare === undefined || inner === undefined || close === undefined) {
      kept.push(line);
      continue;
    }
    const tabs = /^\t*/.exec(plainText(line))?.[0] ?? '';
    if (plainText(close) === `${tabs}}` && isStatement(plainText(inner), `${tabs}\t`)) {
      kept.push(bare, inner);
      i += 2;
    } else kept.push(line);
  }
  return kept;
}

/** Of `if (r0 == 0) {`, all but the brace. */
function withoutOpeningBrace(line: TracedText): TracedText | undefined {
  const text = plainText(line);
  return /^\t*if \(.*\) \{$/.test(text) ? slice(line, 0, text.length - ' {'.length) : undefined;
}

function isStatement(text: string, tabs: string): boolean {
  return text.startsWith(tabs) && /^[^\t/{}]/.test(text.slice(tabs.length)) && text.endsWith(';');
}
