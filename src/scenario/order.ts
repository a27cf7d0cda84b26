/** The strength order of a slot's fillings, from chains such as `none < wmb < mb`. */

import type { Span } from '../base/source.ts';
import { type Strength, strengthOf, type Weaker } from '../lkmm/strength.ts';
import { type Complaints, error } from './complaints.ts';
import { asText, unknownName } from './shape.ts';
import { spanInFile } from './traced-text.ts';
import type { YamlNode, YamlText } from './yaml-document.ts';

/**
 * `known`: pairs that hold anyway (of standard fillings). Never fails: what is wrong is complained
 * of, and left out.
 */
export function readOrder(
  to: Complaints,
  node: YamlNode | undefined,
  slot: string,
  fillings: readonly string[],
  known: readonly Weaker[],
): Strength {
  const pairs = [...known];
  const chains = node === undefined ? [] : node.kind === 'list' ? node.items : [node];
  for (const chain of chains) {
    const text = asText(to, chain, `a chain of the order of slot ${slot}`);
    if (text !== undefined) pairs.push(...readChain(to, text, fillings));
  }
  const strength = strengthOf(fillings.length, pairs);
  if (!('circle' in strength)) return strength;
  const circle = [...strength.circle, strength.circle[0] ?? 0].map((f) => fillings[f] ?? '');
  error(to, node?.span ?? { start: 0, end: 0 }, {
    code: 'scenario/order-cycle',
    message: `the order of slot ${slot} runs in a circle: ${circle.join(' < ')}`,
    hint: 'a filling is weaker than another when it never orders more; leave one of these out',
  });
  return emptyStrength(fillings.length);
}

function emptyStrength(count: number): Strength {
  return { count, less: new Uint8Array(count * count) };
}

function readChain(to: Complaints, text: YamlText, fillings: readonly string[]): Weaker[] {
  const place = (start: number, end: number): Span => spanInFile(text.traced, { start, end }) ?? text.span;
  const names: number[] = [];
  let at = 0;
  for (const part of text.value.split('<')) {
    const name = part.trim();
    const start = at + part.indexOf(name);
    at += part.length + 1;
    const filling = fillings.indexOf(name);
    if (name === '') {
      error(to, text.span, {
        code: 'scenario/order',
        message: 'a chain of an order has a filling on each side of `<`',
        hint: 'write none < wmb < mb, from weak to strong',
      });
      return [];
    }
    if (filling === -1) {
      if (name.includes('>')) {
        error(to, place(start + name.indexOf('>'), start + name.indexOf('>') + 1), {
          code: 'scenario/order',
          message: 'an order is written with `<`, from weak to strong',
        });
      } else unknownName(to, place(start, start + name.length), 'filling', name, fillings);
      return [];
    }
    names.push(filling);
  }
  if (names.length < 2) {
    error(to, text.span, {
      code: 'scenario/order',
      message: 'one filling alone is no order',
      hint: 'write none < wmb < mb, from weak to strong',
    });
  }
  return names.slice(1).map((strong, i): Weaker => [names[i] ?? 0, strong]);
}
