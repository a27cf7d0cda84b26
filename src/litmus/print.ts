/**
 * A litmus test as text that herd7 reads back with the same verdict and hash. Thread bodies keep
 * their text, since the hash is over it; everything else is printed anew, comments excepted.
 */

import type { InitItem, LitmusTest, Place, Prop, ResultHeader, Thread, Value } from './ast.ts';
import { placeKey } from './observed.ts';

/** To be written with the encoding of `test.source` (see `bytesOf`), or the hash changes. */
export function printLitmus(test: LitmusTest): string {
  const lines = [`C ${printedName(test.name)}`];
  if (test.doc !== undefined) lines.push(`"${test.doc}"`);
  for (const { key, value } of test.info) lines.push(`${key}=${value}`);
  if (test.result !== undefined) lines.push('', ...resultLines(test.result));
  lines.push('', ...initLines(test.init));
  for (const thread of test.threads) lines.push('', printThread(test, thread));
  lines.push('');
  if (test.locations.length > 0) lines.push(`locations [${test.locations.map(placeKey).join('; ')}]`);
  if (test.filter !== undefined) lines.push(`filter (${printSourceProp(test.filter)})`);
  lines.push(`${test.quantifier} (${printSourceProp(test.condition)})`, '');
  return lines.join('\n');
}

/** A name that is read back as `name`; herd7 drops a final `.litmus` and gives `--` a meaning. */
function printedName(name: string): string {
  if (name === '' || name === '--' || name.endsWith('.litmus')) return `${name}.litmus`;
  return /^[A-Za-z0-9_/.+[\]-]+$/.test(name) ? name : '--';
}

function resultLines(result: ResultHeader): string[] {
  const line = ` * Result: ${result.text}`;
  if (!/\(\*|\*\)/.test(result.text)) return ['(*', line, ' *)'];
  // Plain text in the header is skipped as well, as long as no brace is in it.
  return result.text.includes('{') ? [] : [line];
}

function initLines(init: readonly InitItem[]): string[] {
  if (init.length === 0) return ['{}'];
  return ['{', ...init.map((item) => `\t${printInitItem(item)};`), '}'];
}

/** `printed` holds the type and the number as written, which the hash wants. */
function printInitItem(item: InitItem): string {
  const { printed } = item;
  if (item.elements !== undefined) {
    return item.elements === 0 ? printed : `${printed}={${item.values.map(printSourceValue).join(',')}}`;
  }
  const value = item.values[0];
  if (value?.kind !== 'address') return printed;
  return `${printed.slice(0, printed.indexOf('=') + 1)}${printSourceValue(value)}`;
}

/** Its header normalised, its body as it stands in the source. */
function printThread(test: LitmusTest, thread: Thread): string {
  const parameters = thread.parameters.map((p) => {
    const stars = /\**$/.exec(p.type)?.[0] ?? '';
    return `${p.type.slice(0, p.type.length - stars.length)} ${stars}${p.name}`;
  });
  const body = test.source.text.slice(thread.bodySpan.start, thread.bodySpan.end);
  return `P${thread.id}(${parameters.join(', ')})\n{${body}}`;
}

/** A proposition with all its parentheses, so that it is read back as the same tree. */
export function printSourceProp(prop: Prop): string {
  switch (prop.kind) {
    case 'true':
    case 'false':
      return prop.kind;
    case 'equals': {
      const bare = prop.value.kind === 'array';
      return `${bare ? placeKey(prop.place) : sourcePlace(prop.place)}=${printSourceValue(prop.value)}`;
    }
    case 'same':
      return `${sourcePlace(prop.left)}=${sourcePlace(prop.right)}`;
    case 'not':
      return `~(${printSourceProp(prop.operand)})`;
    case 'and':
      return prop.operands.map(operand).join(' /\\ ');
    case 'or':
      return prop.operands.map(operand).join(' \\/ ');
    case 'implies':
      return `${operand(prop.left)} => ${operand(prop.right)}`;
    default:
      return prop satisfies never;
  }
}

function operand(prop: Prop): string {
  const text = printSourceProp(prop);
  return prop.kind === 'and' || prop.kind === 'or' || prop.kind === 'implies' ? `(${text})` : text;
}

function sourcePlace(place: Place): string {
  return place.kind === 'location' && place.element === undefined ? `[${place.name}]` : placeKey(place);
}

function printSourceValue(value: Value): string {
  switch (value.kind) {
    case 'integer':
      return String(value.value);
    case 'address':
      return value.element === undefined ? value.name : `${value.name}[${value.element}]`;
    case 'array':
      return `{${value.values.map(printSourceValue).join(',')}}`;
    default:
      return value satisfies never;
  }
}
