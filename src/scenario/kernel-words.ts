/**
 * Puts the expansion of each kernel word (`lkmm/kernel-words.ts`) in its place, so that authors write
 * what the source says and both judges see what herd7 knows. Registers of an expansion are named so
 * that nothing else in the scenario has the name.
 */

import type { Span } from '../base/source.ts';
import { masked, statementAround } from './statement-around.ts';
import { linesOf, made, type Piece, plainText, slice, type TracedText } from './traced-text.ts';
import { bitName, type Call, innermostCall } from './word-calls.ts';

/** Number of each bit of a word, by name in lower case; undefined: nobody named its bits. */
export type BitNumbers = ReadonlyMap<string, number>;

export interface WordContext {
  /** By shared word. */
  readonly bits: ReadonlyMap<string, BitNumbers>;
  /** The bits that the scenario speaks of, by shared word. */
  readonly used: ReadonlyMap<string, readonly string[]>;
  /** Names that registers of expansions must not have. */
  readonly taken: ReadonlySet<string>;
}

export interface WordProblem {
  readonly code: 'scenario/word-arguments' | 'scenario/word-place' | 'scenario/word-bit';
  readonly message: string;
  readonly hint?: string;
  /** What the complaint is about. */
  readonly at: TracedText;
}

export interface WithWords {
  readonly lines: readonly TracedText[];
  /** Registers that end as 0 in the executions that count. */
  readonly waits: readonly string[];
  /** The first mistake; the word it is about stands as it was written. */
  readonly problem?: WordProblem;
}

class Misused extends Error {
  readonly problem: WordProblem;
  constructor(problem: WordProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The lines of a thread with its words expanded. */
export function withWords(lines: readonly TracedText[], context: WordContext): WithWords {
  let text: TracedText = joined(lines);
  if (innermostCall(masked(plainText(text))) === undefined) return { lines, waits: [] };
  const names = freshNames(context.taken, plainText(text));
  const waits: string[] = [];
  try {
    for (;;) {
      const code = masked(plainText(text));
      const call = innermostCall(code);
      if (call === undefined) break;
      text = expanded(text, code, call, { context, names, waits });
    }
  } catch (e) {
    if (!(e instanceof Misused)) throw e;
    return { lines: linesOf(text), waits, problem: e.problem };
  }
  const begun = waits.map((name) => made(`int ${name} = 0;`));
  return { lines: [...begun, ...linesOf(text)], waits };
}

function joined(lines: readonly TracedText[]): TracedText {
  return lines.flatMap((line, i) => (i === 0 ? line : [...made('\n'), ...line]));
}

/** `k0`, `k1` and so on, as far as they are free. */
function freshNames(taken: ReadonlySet<string>, text: string): () => string {
  const here = new Set(text.match(/[A-Za-z_]\w*/g));
  let next = 0;
  return () => {
    let name = `k${next++}`;
    while (taken.has(name) || here.has(name)) name = `k${next++}`;
    return name;
  };
}

/* ---- expanding one call ---- */

interface Making {
  readonly context: WordContext;
  readonly names: () => string;
  readonly waits: string[];
}

function expanded(text: TracedText, code: string, call: Call, making: Making): TracedText {
  const { word } = call.found;
  const whole = slice(text, call.start, call.end);
  const misuse = (code: WordProblem['code'], message: string, hint?: string, at = whole): Misused =>
    new Misused({ code, message, at, ...(hint === undefined ? {} : { hint }) });
  if (call.args.length !== word.parameters.length) {
    const shape = `${call.name}(${word.parameters.join(', ')})`;
    throw misuse(
      'scenario/word-arguments',
      `${call.name} takes ${word.parameters.length === 1 ? '1 argument' : `${word.parameters.length} arguments`}, and here ${call.args.length === 1 ? 'is' : 'are'} ${call.args.length}`,
      word.parameters.length === 0 ? undefined : `it is called as ${shape}`,
    );
  }
  const around = statementAround(code, call);
  const inBlock = (body: TracedText, isLong: boolean): TracedText => {
    if (!isLong) return body;
    return around.unbraced
      ? [...made('{\n'), ...body, ...made('\n}')]
      : [...lineBreak(code, call.start), ...body];
  };
  const lines = [...word.before, ...(word.role === 'statement' ? [word.text] : [])];
  const fill = filler(text, code, call, making, misuse);
  if (word.role === 'statement') {
    if (!around.alone) {
      throw misuse(
        'scenario/word-place',
        `${call.name} gives no value`,
        'write it as a statement of its own',
      );
    }
    const body = joined(lines.map((line) => fill(line)));
    return [
      ...slice(text, 0, call.start),
      ...inBlock(body, lines.length > 1),
      ...slice(text, around.end, code.length),
    ];
  }
  if (lines.length > 0 && around.refusal !== undefined) {
    throw misuse(
      'scenario/word-place',
      `${call.name} becomes several statements, ${around.refusal}`,
      `write it before: r0 = ${call.name}(...);`,
    );
  }
  if (around.alone && lines.length === 0) {
    const unused = made(`int ${making.names()} = `);
    return [
      ...slice(text, 0, call.start),
      ...unused,
      ...fill(word.text),
      ...slice(text, call.end, code.length),
    ];
  }
  const front = [
    ...lineBreak(code, around.start),
    ...lines.flatMap((line) => [...fill(line), ...made('\n')]),
  ];
  if (around.alone) {
    const body = joined(lines.map((line) => fill(line)));
    return [...slice(text, 0, call.start), ...inBlock(body, true), ...slice(text, around.end, code.length)];
  }
  const value = fill(around.negated === undefined ? word.text : negation(word.text));
  const from = around.negated ?? call.start;
  const isOperand = !around.isWhole && /\s/.test(word.text.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, ''));
  return [
    ...slice(text, 0, around.start),
    ...front,
    ...slice(text, around.start, from),
    ...(isOperand || (around.negated !== undefined && !around.isWhole)
      ? [...made('('), ...value, ...made(')')]
      : value),
    ...slice(text, call.end, code.length),
  ];
}

/** Statements begin on lines of their own. */
function lineBreak(code: string, at: number): TracedText {
  return made(/(?:^|\n)[ \t]*$/.test(code.slice(0, at)) ? '' : '\n');
}

/** herd7 has no `!`. */
function negation(value: string): string {
  const compared = /^(.*) (==|!=) (\S+)$/.exec(value);
  if (compared === null) return `${value} == 0`;
  return `${compared[1]} ${compared[2] === '==' ? '!=' : '=='} ${compared[3]}`;
}

type Misuse = (code: WordProblem['code'], message: string, hint?: string, at?: TracedText) => Misused;

/** Fills the arguments, the mask and fresh registers into a line of the row. */
function filler(
  text: TracedText,
  code: string,
  call: Call,
  making: Making,
  misuse: Misuse,
): (line: string) => TracedText {
  const { word } = call.found;
  const mask = maskOf(text, code, call, making, misuse);
  const registers = new Map<string, string>();
  const register = (name: string): string => {
    const known = registers.get(name);
    if (known !== undefined) return known;
    const fresh = making.names();
    registers.set(name, fresh);
    if (name === 'x') making.waits.push(fresh);
    return fresh;
  };
  const template = [...word.before, word.text].join('\n');
  const texts = call.args.map((span, i) => argument(text, code, call, { span, i, template, misuse }));
  const args = (i: number, isOperand: boolean): TracedText => {
    const text = texts[i] ?? [];
    const isClosed = /^-?\w+$|^\*?\s*\w+$|^\w+\s*\([^()]*\)$/.test(plainText(text));
    return isClosed || !isOperand ? text : [...made('('), ...text, ...made(')')];
  };
  let note: string | undefined = code.slice(call.start, call.end).replace(/\s+/g, ' ');
  const like = slice(text, call.start, call.end).find((p) => p.at !== undefined);
  const stand = (part: string): TracedText => {
    if (part === '') return [];
    const piece: Piece = {
      text: part,
      ...(like?.at === undefined ? {} : { at: like.at, width: like.width ?? call.end - call.start }),
      ...(like?.slot === undefined ? {} : { slot: like.slot }),
      ...(note === undefined ? {} : { word: note }),
    };
    return [piece];
  };
  const inLoop = /\bwhile\s*\(/.test(code);
  return (row) => {
    // Each round of a loop waits anew.
    const line = inLoop ? row.replace(/^\$x = (.*);$/, '$$x = $$x | ($1);') : row;
    const pieces: TracedText[] = [];
    let at = 0;
    for (const m of line.matchAll(/\$([1-9a-cmnx])/g)) {
      pieces.push(stand(line.slice(at, m.index)));
      const key = m[1] ?? '';
      const isOperand = !/[(,] ?$/.test(line.slice(0, m.index)) || !/^[),]/.test(line.slice(m.index + 2));
      if (/[1-9]/.test(key)) pieces.push(withVal(args(Number(key) - 1, isOperand), register));
      else if (key === 'm') pieces.push(stand(String(mask)));
      else if (key === 'n') pieces.push(stand(String(-(mask ?? 0) - 1)));
      else pieces.push(stand(register(key)));
      at = m.index + m[0].length;
    }
    pieces.push(stand(line.slice(at)));
    note = undefined;
    return pieces.flat();
  };
}

/** A condition speaks of the value that was read as `VAL`. */
function withVal(argument: TracedText, register: (name: string) => string): TracedText {
  const plain = plainText(argument);
  if (!/\bVAL\b/.test(plain)) return argument;
  const pieces: TracedText[] = [];
  let at = 0;
  for (const m of plain.matchAll(/(!\s*)?\bVAL\b/g)) {
    const [first] = slice(argument, m.index, m.index + 1);
    pieces.push(slice(argument, at, m.index));
    const name = register('a');
    const shown = m[1] === undefined ? name : plain.trim() === m[0] ? `${name} == 0` : `(${name} == 0)`;
    pieces.push([first === undefined ? { text: shown } : { ...first, text: shown, width: m[0].length }]);
    at = m.index + m[0].length;
  }
  pieces.push(slice(argument, at, plain.length));
  return pieces.flat();
}

interface Argument {
  readonly span: Span;
  readonly i: number;
  readonly template: string;
  readonly misuse: Misuse;
}

function argument(text: TracedText, code: string, call: Call, of: Argument): TracedText {
  const traced = slice(text, of.span.start, of.span.end);
  const plain = code.slice(of.span.start, of.span.end);
  const wrong = (what: string, hint: string) =>
    of.misuse('scenario/word-arguments', `${plain === '' ? 'nothing' : plain} is no ${what}`, hint, traced);
  const by = call.found.word.parameters[of.i] ?? 'value';
  switch (by) {
    case 'register': {
      const name = /^&\s*([A-Za-z_]\w*)$/.exec(plain)?.[1];
      if (name === undefined) throw wrong('address of a register', `${call.name} takes it as &r0`);
      return slice(text, of.span.end - name.length, of.span.end);
    }
    case 'condition':
      if (!/\bVAL\b/.test(plain)) {
        throw wrong(`condition on VAL`, `write ${call.name}(x, VAL == 1): VAL is the value that was read`);
      }
      return traced;
    case 'word':
    case 'value': {
      const uses = of.template.split(`$${of.i + 1}`).length - 1;
      const isSimple = /^-?\w+$/.test(plain);
      if (uses > 1 && !isSimple) {
        throw wrong(
          by === 'word' ? 'name of a shared word or of a register' : 'plain number or register',
          `${call.name} uses it more than once: put it into a register first`,
        );
      }
      return traced;
    }
    case 'bit':
    case 'unused':
      return traced;
    default:
      return by satisfies never;
  }
}

/* ---- bits ---- */

/** More would leave herd7's and the kernel's `int`. */
export const highestBit = 30;

/** The mask of the bit that a call is about; undefined for words that are about none. */
function maskOf(
  text: TracedText,
  code: string,
  call: Call,
  making: Making,
  misuse: Misuse,
): number | undefined {
  const { word, flag } = call.found;
  const at = word.parameters.indexOf('bit');
  const bitSpan = call.args[at];
  const name = bitSpan === undefined ? flag : code.slice(bitSpan.start, bitSpan.end);
  if (name === undefined) return undefined;
  const where = bitSpan === undefined ? undefined : slice(text, bitSpan.start, bitSpan.end);
  const wordSpan = call.args[word.parameters.indexOf('word')];
  const place = wordSpan === undefined ? '' : code.slice(wordSpan.start, wordSpan.end);
  if (/^[0-9]+$/.test(name)) {
    if (Number(name) <= highestBit) return 2 ** Number(name);
    throw misuse(
      'scenario/word-bit',
      `bit ${name} does not fit: a word has bits 0 to ${highestBit}`,
      undefined,
      where,
    );
  }
  const numbers = making.context.bits.get(place);
  const number = numbers?.get(bitName(name));
  if (number !== undefined) return 2 ** number;
  const known = [...(numbers?.keys() ?? [])];
  throw misuse(
    'scenario/word-bit',
    `${name} is no bit of ${place === '' ? 'the word' : place}`,
    known.length === 0
      ? `name its bits where ${place} is declared: { bits: [ ${(making.context.used.get(place) ?? [bitName(name)]).join(', ')} ] }`
      : `its bits are ${known.join(', ')}`,
    where,
  );
}

/* ---- showing the kernel's word ---- */

/** Without tabs; longer ones do not fit beside others. */
const widestLine = 70;

/** Each line with the words that it stands for in a comment behind its code, or above where it is long. */
export function withWordComments(lines: readonly TracedText[]): TracedText[] {
  return lines.flatMap((line) => {
    const words = [...new Set(line.flatMap((piece) => (piece.word === undefined ? [] : [piece.word])))];
    if (words.length === 0) return [line];
    const text = plainText(line);
    const comment = `/* ${words.join(', ')} */`;
    const indent = /^\s*/.exec(text)?.[0] ?? '';
    if (text.length - indent.length + 1 + comment.length > widestLine)
      return [made(`${indent}${comment}`), line];
    const code = masked(text).trimEnd().length;
    return [[...slice(line, 0, code), ...made(` ${comment}`), ...slice(line, code, text.length)]];
  });
}
