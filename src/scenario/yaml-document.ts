/**
 * A YAML file as a small tree with positions: texts, lists and maps, nothing else. Numbers, dates and
 * words such as `yes` stay texts. Size, depth and the growth by aliases are bounded.
 */

import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument, Scalar } from 'yaml';
import type { Span } from '../base/source.ts';
import { type Complaints, error } from './complaints.ts';
import type { TracedText } from './traced-text.ts';
import { type ScalarStyle, traceScalar } from './yaml-text.ts';

export type YamlNode = YamlText | YamlList | YamlMap | YamlNothing;

export interface YamlText {
  readonly kind: 'text';
  readonly value: string;
  readonly traced: TracedText;
  readonly style: ScalarStyle;
  readonly span: Span;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly span: Span;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: YamlText;
  readonly value: YamlNode;
}

/** `key:` with nothing behind it, `~` or `null`. */
export interface YamlNothing {
  readonly kind: 'nothing';
  readonly span: Span;
}

/** A scenario is a page; the largest of ours has some 10,000 characters. */
export const largestFile = 1 << 20;
const mostNodes = 50_000;
const deepest = 30;

/** The root; undefined when the file is no YAML (the complaints say why). */
export function readYaml(to: Complaints): YamlNode | undefined {
  const { text } = to.source;
  const whole = { start: 0, end: 0 };
  if (text.length > largestFile) {
    error(to, whole, {
      code: 'scenario/too-large',
      message: `the file has ${text.length} characters; a scenario has at most ${largestFile}`,
    });
    return undefined;
  }
  const document = parseDocument(text, {
    schema: 'failsafe',
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  for (const e of [...document.errors, ...document.warnings].slice(0, 5)) {
    const [start, end] = e.pos;
    error(to, { start, end: Math.max(end, start + 1) }, yamlRemark(e.code, e.message, text, start));
  }
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
  if (document.contents === null) return { kind: 'nothing', span: whole };
  return new Reader(to).read(document.contents, 0);
}

class Reader {
  readonly #to: Complaints;
  readonly #anchors = new Map<string, Node>();
  #nodes = 0;
  #stopped = false;

  constructor(to: Complaints) {
    this.#to = to;
  }

  read(node: Node | null, depth: number, place?: Span): YamlNode {
    if (node === null) return { kind: 'nothing', span: place ?? { start: 0, end: 0 } };
    const own = spanOf(node as ParsedNode);
    const nothing: YamlNode = { kind: 'nothing', span: own };
    if (this.#stopped) return nothing;
    if (++this.#nodes > mostNodes)
      return this.#stop(own, `the file grows beyond ${mostNodes} items, by its aliases`);
    if (depth > deepest) return this.#stop(own, `the file is nested more than ${deepest} deep`);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target !== undefined) return this.read(target, depth + 1, own);
      error(this.#to, own, {
        code: 'scenario/yaml',
        message: `the alias *${node.source} has no anchor before it`,
        hint: 'a text that begins with * must stand in quotes',
      });
      return nothing;
    }
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
      error(this.#to, own, {
        code: 'scenario/yaml',
        message: `the tag ${node.tag} has no meaning here`,
        hint: 'leave it out',
      });
    }
    if (isScalar(node)) return this.#text(node, own);
    if (isSeq(node)) {
      return {
        kind: 'list',
        items: node.items.map((item) => this.read(item as Node | null, depth + 1, own)),
        span: own,
      };
    }
    if (!isMap(node)) return nothing;
    const entries: YamlEntry[] = [];
    const first = new Map<string, Span>();
    for (const pair of node.items) {
      const key = this.read(pair.key as Node | null, depth + 1, own);
      if (key.kind !== 'text') {
        error(this.#to, key.span, { code: 'scenario/yaml', message: 'a key must be a word' });
        continue;
      }
      const before = first.get(key.value);
      if (before !== undefined) {
        error(this.#to, key.span, {
          code: 'scenario/twice',
          message: `${key.value} stands here twice`,
          related: [{ span: before, message: 'first here' }],
        });
        continue;
      }
      first.set(key.value, key.span);
      const behind = { start: key.span.end, end: key.span.end + 1 };
      entries.push({ key, value: this.read(pair.value as Node | null, depth + 1, behind) });
    }
    return { kind: 'map', entries, span: own };
  }

  #stop(span: Span, message: string): YamlNode {
    this.#stopped = true;
    error(this.#to, span, { code: 'scenario/too-large', message });
    return { kind: 'nothing', span };
  }

  #text(node: Scalar, span: Span): YamlNode {
    const value = String(node.value ?? '');
    const style = styles[node.type ?? ''] ?? 'plain';
    if (style === 'plain' && (value === '' || value === '~' || value === 'null'))
      return { kind: 'nothing', span };
    const raw = this.#to.source.text.slice(span.start, span.end);
    return { kind: 'text', value, traced: traceScalar(style, raw, span.start, value), style, span };
  }
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  [Scalar.PLAIN]: 'plain',
  [Scalar.QUOTE_SINGLE]: 'single',
  [Scalar.QUOTE_DOUBLE]: 'double',
  [Scalar.BLOCK_LITERAL]: 'literal',
  [Scalar.BLOCK_FOLDED]: 'folded',
};

function spanOf(node: ParsedNode): Span {
  const [start, end] = node.range;
  return { start, end: Math.max(end, start) };
}

/** The YAML reader's words, with a hint where a scenario's author falls into the trap easily. */
function yamlRemark(code: string, message: string, text: string, at: number) {
  if (code === 'MULTIPLE_DOCS') {
    return {
      code: 'scenario/yaml' as const,
      message: 'a second document begins here',
      hint: 'a file holds one scenario',
    };
  }
  const own = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
  return { code: 'scenario/yaml' as const, message: own, hint: yamlHint(code, text, at) };
}

function yamlHint(code: string, text: string, at: number): string | undefined {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'YAML is indented with blanks; tabs may stand inside a block of code only';
    case 'BAD_DQ_ESCAPE':
      return 'write conditions in single quotes: there `/\\` and `\\/` need no escapes';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a text that holds `: ` must stand in quotes';
    case 'BAD_SCALAR_START':
      return `a text that begins with ${text[at] ?? 'this'} must stand in quotes`;
    default:
      return undefined;
  }
}
