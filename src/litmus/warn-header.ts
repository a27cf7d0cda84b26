/** Warnings about the header and about text behind the test. */

import type { Source } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { ResultHeader } from './ast.ts';
import { type Complaints, warning } from './complaints.ts';
import type { Sections } from './split.ts';

export function warnOfHeader(
  to: Complaints,
  sections: Sections,
  result: ResultHeader | undefined,
  computedHash: string,
): void {
  warnOfName(to, sections);
  warnOfResult(to, sections, result);
  for (const item of sections.info) {
    if (item.key.toLowerCase() !== 'hash') continue;
    if (item.key !== 'Hash') {
      warning(to, item.span, {
        code: 'litmus/hash-given',
        message: `because of \`${item.key}=\` herd7 prints no hash for this test`,
        hint: 'write Hash=, or leave the line out',
      });
    } else if (item.value !== computedHash) {
      warning(to, item.span, {
        code: 'litmus/hash-given',
        message: `this line replaces the hash of the test, which is ${computedHash}`,
        hint: 'leave the line out: tools that compare logs rely on the hash',
      });
    }
  }
  warnOfIgnored(to, sections);
}

function warnOfName(to: Complaints, sections: Sections): void {
  const next = to.source.text[sections.nameSpan.end] ?? '\n';
  if (/[\s;"({]/.test(next)) return;
  const rest =
    /^\S*/.exec(to.source.text.slice(sections.nameSpan.end, sections.nameSpan.end + 200))?.[0] ?? next;
  const span = { start: sections.nameSpan.end, end: sections.nameSpan.end + rest.length };
  warning(to, span, {
    code: 'litmus/name-cut',
    message: `the name of the test ends before \`${next}\`: it is ${sections.name}`,
    hint: 'names consist of letters, digits and _ / . - + [ ]',
  });
}

const resultWords = ['Never', 'Sometimes', 'Always', 'Maybe', 'DEADLOCK'];
const anyResult = /^([^\n]*?)\bResult:[ \t]*([A-Za-z]+)/gim;

function warnOfResult(to: Complaints, sections: Sections, result: ResultHeader | undefined): void {
  if (result !== undefined) {
    if (result.word !== undefined) return;
    const word = /^[A-Za-z]+/.exec(result.text)?.[0] ?? '';
    warning(to, result.span, {
      code: 'litmus/result-word',
      message: `\`${result.text}\` is no result: nothing is expected of this test`,
      hint: didYouMean(word, resultWords) ?? `write one of ${resultWords.join(', ')}`,
    });
    return;
  }
  const found = strayResult(to.source, sections);
  if (found === undefined) return;
  warning(to, found, {
    code: 'litmus/result-not-seen',
    message: 'this `Result:` line is not seen: its line does not begin with ` * Result: ` or `(* Result: `',
    hint: "write ` * Result: ` as the kernel's tests do",
  });
}

function strayResult(source: Source, sections: Sections) {
  const part = source.text.slice(0, sections.header.end);
  if (!/result:/i.test(part)) return undefined;
  anyResult.lastIndex = sections.header.start;
  for (let m = anyResult.exec(part); m !== null; m = anyResult.exec(part)) {
    const word = m[2] ?? '';
    if (!resultWords.some((w) => w.toLowerCase() === word.toLowerCase())) continue;
    const start = m.index + (m[1] ?? '').length;
    return { start, end: m.index + m[0].length };
  }
  return undefined;
}

/** herd7 reads nothing behind `<<`, where a condition would be lost. */
function warnOfIgnored(to: Complaints, sections: Sections): void {
  const { start, end } = sections.ignored;
  if (start >= end) return;
  const text = to.source.text.slice(start, Math.min(end, start + 100_000));
  if (!/\b(?:exists|forall|final|filter|locations)\b|^C[ \t]+\S|\bP[0-9]+[ \t]*\(/m.test(text)) return;
  warning(
    to,
    { start, end: start + 2 },
    {
      code: 'litmus/text-ignored',
      message: 'everything behind `<<` is ignored, and it looks as if it belonged to a test',
    },
  );
}
