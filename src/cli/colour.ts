/** Whether to colour, decided once for each stream: commander and Node decide differently. */

import { styleText } from 'node:util';
import { type Paint, plain } from '../report/style.ts';
import type { Io, Output } from './io.ts';

export const colourModes = ['auto', 'always', 'never'] as const;

export type ColourMode = (typeof colourModes)[number];

/** The option, else NO_COLOR, else FORCE_COLOR, else what the stream says. */
export function usesColour(mode: ColourMode, env: Io['env'], output: Output): boolean {
  if (mode !== 'auto') return mode === 'always';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return output.hasColors;
}

export function painter(on: boolean): Paint {
  if (!on) return plain;
  return (colour, text) => (text === '' ? '' : styleText(colour, text, { validateStream: false }));
}
