/** The statement that a call stands in, as far as it decides what the call may become. */

import type { Span } from '../base/source.ts';

export interface StatementAround {
  /** Where the statement begins; statements put there run before it. */
  readonly start: number;
  /** Behind the `;` of a statement that is the call alone, else behind the call. */
  readonly end: number;
  /** The call is the whole statement. */
  readonly alone: boolean;
  /** It is the body of an `if` or `else` without braces. */
  readonly unbraced: boolean;
  /** The call is the whole right side of an assignment, argument, or condition. */
  readonly isWhole: boolean;
  /** Where a `!` stands right before the call. */
  readonly negated?: number;
  /** Why no statement can go in front; read behind a comma. */
  readonly refusal?: string;
}

/** Comments blanked out, and the braces of `__fence{MB}`, with every offset kept. */
export function masked(code: string): string {
  if (!/\/[*/]|\w\{/.test(code)) return code;
  return code
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/\b(__\w+)\{([\w-]*)\}/g, '$1_$2_');
}

/** `code` is masked. */
export function statementAround(code: string, call: Span): StatementAround {
  let { start, unbraced } = { start: statementStart(code, call.start), unbraced: false };
  let control: 'if' | 'loop' | undefined;
  let isElse = false;
  for (;;) {
    const head = code.slice(start, call.start);
    const otherwise = /^else\b\s*/.exec(head);
    const keyword = /^(if|while|for|switch)\s*\(/.exec(head);
    if (otherwise !== null) {
      start += otherwise[0].length;
      unbraced = true;
      isElse = true;
      continue;
    }
    if (keyword === null) break;
    const close = closing(code, start + keyword[0].length - 1);
    if (close >= call.start) {
      control = keyword[1] === 'if' ? 'if' : 'loop';
      break;
    }
    start = close + 1 + (/^\s*/.exec(code.slice(close + 1))?.[0].length ?? 0);
    unbraced = true;
    isElse = false;
  }
  const before = code.slice(start, call.start);
  const behind = code.slice(call.end);
  const semicolon = /^\s*;/.exec(behind);
  const alone = before.trim() === '' && semicolon !== null;
  const bang = /!\s*$/.exec(before);
  const ahead = bang === null ? before : before.slice(0, bang.index);
  const isWhole = /(?:[^=!<>]=|\(|,|^)\s*$/.test(ahead) && /^\s*[;),]/.test(behind);
  const refusal = refusalOf();
  return {
    start,
    end: alone ? call.end + semicolon[0].length : call.end,
    alone,
    unbraced,
    isWhole,
    ...(bang === null ? {} : { negated: start + bang.index }),
    ...(refusal === undefined ? {} : { refusal }),
  };

  function refusalOf(): string | undefined {
    if (control === 'loop') return 'which cannot run again in each round of a loop';
    if (alone) return undefined;
    if (unbraced)
      return isElse && control === 'if'
        ? 'for which there is no place between `else` and `if`'
        : 'which need braces around the statement that it is in';
    const end = control === 'if' ? closing(code, code.indexOf('(', start)) : endOf(code, call.end);
    const rest = `${ahead.replace(/^if\s*\(/, '').replace(/^[^=(]*[^=!<>](?:=)(?!=)/, '')} ${code.slice(call.end, end)}`;
    return /\w\s*\(|(?:^|[=(,&|])\s*\*\s*\w|&&|\|\||\?/.test(rest)
      ? 'and the statement that it is in does more'
      : undefined;
  }
}

/** Behind the last `;`, `{` or `}` outside parentheses. */
function statementStart(code: string, at: number): number {
  let from = at;
  let depth = 0;
  while (from > 0) {
    const c = code[from - 1];
    if (c === ')') depth++;
    else if (c === '(') depth--;
    else if (depth <= 0 && (c === ';' || c === '{' || c === '}')) break;
    from--;
  }
  while (from < at && /\s/.test(code[from] ?? '')) from++;
  return from;
}

function endOf(code: string, from: number): number {
  const at = code.indexOf(';', from);
  return at === -1 ? code.length : at;
}

/** The parenthesis that closes the one at `open`, or the end of the code. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return at;
  }
  return code.length;
}
