/** The legend: of what occurs, and no more. */

import { type Drawing, type LegendEntry, legendOf } from './drawing.ts';
import type { Point } from './geometry.ts';
import { cellOfFont, cutTo } from './text.ts';
import { sizes, type TextLine, textLine } from './text-line.ts';

export interface LegendLine {
  readonly entry: LegendEntry;
  readonly sample: readonly Point[];
  readonly text: TextLine;
}

const sample = 30;

/** Below `top`, in as many columns as fit the width. */
export function legendLines(
  drawing: Drawing,
  width: number,
  top: number,
): { lines: LegendLine[]; end: number } {
  const inside = width - 2 * sizes.margin;
  const cells = Math.floor((inside - sample - 8) / (sizes.legend * cellOfFont));
  const entries = legendOf(drawing).map((entry) => ({
    entry,
    text: cutTo(`${cutTo(entry.name, 40)}: ${entry.meaning}`, cells),
  }));
  const widest = Math.max(
    0,
    ...entries.map((e) => textLine(e.text, 'legend', sizes.legend, origin).rect.width),
  );
  const step = sample + 8 + widest + 18;
  const across = Math.max(1, Math.floor((inside + 18) / step));
  const height = sizes.legend * sizes.leading + 3;
  const down = Math.ceil(entries.length / across);
  const lines = entries.map(({ entry, text }, i): LegendLine => {
    const x = sizes.margin + Math.floor(i / down) * step;
    const y = top + ((i % down) + 0.5) * height;
    return {
      entry,
      sample: [
        { x, y },
        { x: x + sample, y },
      ],
      text: textLine(text, 'legend', sizes.legend, { x: x + sample + 8, y }),
    };
  });
  return { lines, end: top + down * height };
}

const origin: Point = { x: 0, y: 0 };
