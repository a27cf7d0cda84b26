/**
 * A thread's lines in the kernel's manner: declarations first, those that nothing uses left out, a
 * blank line, then the code, indented by its braces.
 */

import { made, plainText, slice, type TracedText } from './traced-text.ts';

/** `mentioned`: registers that a condition looks at, which stay declared whatever the code does. */
export function tidyThread(lines: readonly TracedText[], mentioned: ReadonlySet<string>): TracedText[] {
  const { declarations, body } = declarationsFirst(lines.map(trimmed));
  const code = withoutEmptyBlocks(body);
  const used = declarations.filter((d) => isUsed(d, declarations, code, mentioned)).map((d) => d.line);
  const all = used.length > 0 && code.length > 0 ? [...used, [], ...code] : [...used, ...code];
  return indented(all);
}

function trimmed(line: TracedText): TracedText {
  const text = plainText(line);
  return slice(line, text.length - text.trimStart().length, text.trimEnd().length);
}

interface Declaration {
  readonly name: string;
  readonly line: TracedText;
  /** Without a value, or with a number: nothing is lost when it goes. */
  readonly isIdle: boolean;
}

const declaring =
  /^((?:const |unsigned |volatile )*(?:int|long|short|char|u?int(?:8|16|32|64)_t|u?intptr_t|atomic_t|struct [A-Za-z_]\w*)(?: |(?= *\*))\**)([A-Za-z_]\w*)(?: = ([^;]*))?;$/;

/** Splits `int r1 = f();` behind the first statement into a declaration on top and an assignment. */
function declarationsFirst(lines: readonly TracedText[]): {
  declarations: Declaration[];
  body: TracedText[];
} {
  const declarations: Declaration[] = [];
  const declared = new Set<string>();
  const body: TracedText[] = [];
  for (const line of lines) {
    const text = plainText(line);
    if (text === '' && body.length === 0) continue;
    const match = declaring.exec(text.replace(/\s+/g, ' '));
    const [, type, name, value] = match ?? [];
    if (type === undefined || name === undefined) {
      body.push(line);
      continue;
    }
    const onTop = body.length === 0 && line.every((piece) => piece.slot === undefined);
    if (onTop && !declared.has(name)) {
      declarations.push({ name, line, isIdle: value === undefined || /^-?\w+$/.test(value) });
    } else {
      if (!declared.has(name)) declarations.push({ name, line: made(`${type}${name};`), isIdle: true });
      const at = text.indexOf(name, type.trimEnd().length);
      if (value !== undefined) body.push(slice(line, at, text.length));
    }
    declared.add(name);
  }
  while (body.length > 0 && plainText(body.at(-1) ?? []) === '') body.pop();
  return {
    declarations,
    body: body.filter((line, i) => plainText(line) !== '' || plainText(body[i - 1] ?? []) !== ''),
  };
}

function isUsed(
  d: Declaration,
  declarations: readonly Declaration[],
  body: readonly TracedText[],
  mentioned: ReadonlySet<string>,
): boolean {
  if (!d.isIdle || mentioned.has(d.name)) return true;
  const word = new RegExp(`\\b${d.name}\\b`);
  return (
    body.some((line) => word.test(withoutComments(plainText(line)))) ||
    declarations.some((other) => other !== d && word.test(plainText(other.line)))
  );
}

/**
 * herd7 takes no empty block. An `if` over registers alone with nothing left in its block has no
 * effect, so it goes with its block.
 */
function withoutEmptyBlocks(lines: readonly TracedText[]): TracedText[] {
  const kept: TracedText[] = [];
  for (const line of lines) {
    const before = plainText(kept.at(-1) ?? []);
    const condition = /^if \((.*)\) \{$/.exec(before)?.[1];
    if (plainText(line) === '}' && condition !== undefined && !/\w\s*\(|\*/.test(condition)) {
      kept.pop();
    } else kept.push(line);
  }
  return kept;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*.*?\*\/|\/\/.*$/g, '');
}

/** A tab for each open brace, and for the statement behind an `if` without braces. */
function indented(lines: readonly TracedText[]): TracedText[] {
  let depth = 0;
  let hanging = 0;
  let inComment = false;
  return lines.map((line) => {
    const text = plainText(line);
    if (text === '') return line;
    if (inComment) {
      if (text.includes('*/')) inComment = false;
      return [...made('\t'.repeat(depth + 1 + hanging) + (text.startsWith('*') ? ' ' : '')), ...line];
    }
    const code = withoutComments(text).trim();
    inComment = code.includes('/*');
    const closing = /^\}*/.exec(code)?.[0].length ?? 0;
    const opened = (code.match(/\{/g) ?? []).length;
    const closed = (code.match(/\}/g) ?? []).length;
    const at = Math.max(0, depth - closing);
    const tabs = '\t'.repeat(at + 1 + (code.startsWith('{') ? 0 : hanging));
    depth = Math.max(0, depth + opened - closed);
    if (code !== '')
      hanging = /^(?:\} )?(?:if|while|else)\b/.test(code) && !/[{;]$/.test(code) ? hanging + 1 : 0;
    return [...made(tabs), ...line];
  });
}
