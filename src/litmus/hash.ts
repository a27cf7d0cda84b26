/**
 * The hash by which herd7 and its tools know a test: over the initial state, the program's raw text
 * and the observed places. The name, the filter, the quantifier and the values do not enter.
 */

import { hex, md5 } from '../base/md5.ts';
import { bytesOf, type Source } from '../base/source.ts';
import type { Info, InitItem, LitmusTest, Place } from './ast.ts';
import { comparePlaces, observedPlaces, placeKey } from './observed.ts';

/** What herd7 sees as a thread of the program, or as a block outside all threads. */
export interface OutlinePiece {
  /** `P0(int* x)`; absent for a block. */
  readonly header?: string;
  readonly body: string;
}

/** 32 hexadecimal digits. */
export function testHash(
  source: Source,
  init: readonly InitItem[],
  outline: readonly OutlinePiece[],
  observed: Pick<LitmusTest, 'locations' | 'condition'>,
): string {
  const parts = [
    [...init]
      .sort((a, b) => comparePlaces(a.place, b.place))
      .map((i) => i.printed)
      .join('; '),
    `${outline.map((p) => ` ${pieceText(p)} `).join('|')};\n`,
    observedPlaces(observed)
      .map((p: Place) => placeKey(p))
      .join('; '),
  ];
  const digests = new Uint8Array(48);
  for (const [i, text] of parts.entries()) digests.set(md5(bytesOf(source, text)), i * 16);
  return hex(md5(digests));
}

function pieceText(piece: OutlinePiece): string {
  if (piece.header === undefined) return `{${piece.body}}\n\n`;
  return `${piece.header} {\n${piece.body}\n}\n`;
}

/**
 * What the header says of the hash: a value that replaces the computed one, or `none` when a key
 * such as `hash` (not written `Hash`) makes herd7 print no hash at all.
 */
export function statedHash(info: readonly Info[]): { readonly value?: string; readonly none: boolean } {
  const stated = info.find((i) => i.key === 'Hash');
  if (stated !== undefined) return { value: stated.value, none: false };
  return { none: info.some((i) => i.key.toLowerCase() === 'hash') };
}
