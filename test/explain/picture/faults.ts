/** What a picture must not have: texts over each other, lines through events, anything cut off. */

import { grown, meets, overlap, type Rect } from '../../../src/explain/picture/geometry.ts';
import type { Layout } from '../../../src/explain/picture/layout.ts';

/** One line a fault; none in a good picture. */
export function faultsOf(layout: Layout): string[] {
  const faults: string[] = [];
  const texts = textsOf(layout);
  texts.forEach((a, i) => {
    for (const b of texts.slice(i + 1)) {
      // Half a pixel is what rounding costs.
      if (overlap(grown(a.rect, -0.5), b.rect)) faults.push(`"${a.text}" over "${b.text}"`);
    }
  });
  for (const { event, rect, lines } of layout.boxes) {
    for (const line of layout.lines) {
      const name = `${line.edge.from} ${line.edge.label} ${line.edge.to}`;
      if (meets(line.points, grown(rect, -0.5))) faults.push(`${name} runs through ${event.id}`);
      if (overlap(grown(line.label.rect, -0.5), rect)) faults.push(`the label of ${name} covers ${event.id}`);
    }
    for (const other of layout.boxes) {
      if (other.event !== event && overlap(rect, other.rect))
        faults.push(`${event.id} over ${other.event.id}`);
    }
    for (const l of lines) if (!within(l.rect, rect)) faults.push(`"${l.text}" is cut off in its box`);
  }
  const page = { x: 0, y: 0, width: layout.width, height: layout.height };
  for (const { text, rect } of texts) if (!within(rect, page)) faults.push(`"${text}" is cut off`);
  const points = [...layout.lines, ...layout.brackets].flatMap((l) => l.points);
  for (const p of points) {
    if (!within({ ...p, width: 0, height: 0 }, page))
      faults.push(`a line leaves the picture at ${p.x} ${p.y}`);
  }
  return faults;
}

function textsOf(layout: Layout) {
  return [
    ...layout.texts,
    ...layout.boxes.flatMap((b) => b.lines),
    ...layout.lines.map((l) => l.label),
    ...layout.brackets.flatMap((b) => (b.label === undefined ? [] : [b.label])),
    ...layout.legend.map((l) => l.text),
  ];
}

function within(a: Rect, b: Rect): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}
