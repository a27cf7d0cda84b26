/** How the cost grows with n, as SVG: a small diagram a family, seconds on a logarithmic scale. */

export interface Point {
  readonly n: number;
  readonly seconds: number;
}

export interface Series {
  readonly name: string;
  readonly colour: string;
  /** For those who see no colours. */
  readonly dash: string;
  readonly points: readonly Point[];
}

export interface Diagram {
  readonly title: string;
  readonly series: readonly Series[];
}

const size = { width: 230, height: 170, left: 38, right: 10, top: 24, bottom: 24 } as const;
const columns = 4;
const decades = { low: -2, high: 2 } as const;

export function renderPlot(caption: string, diagrams: readonly Diagram[]): string {
  const rows = Math.ceil(diagrams.length / columns);
  const [width, height] = [columns * size.width, rows * size.height + 44];
  const legend = (diagrams[0]?.series ?? []).map((s, i) => {
    const x = 10 + i * 230;
    return (
      `<path d="M${x} 32h26" stroke="${s.colour}" stroke-dasharray="${s.dash}" stroke-width="2"/>` +
      `<text x="${x + 32}" y="36">${escaped(s.name)}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${escaped(caption)}</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="10" y="16" font-size="13">${escaped(caption)}</text>`,
    ...legend,
    ...diagrams.map((d, i) => {
      const [x, y] = [(i % columns) * size.width, 44 + Math.floor(i / columns) * size.height];
      return `<g transform="translate(${x} ${y})">\n${diagram(d)}\n</g>`;
    }),
    '</svg>',
    '',
  ].join('\n');
}

function diagram({ title, series }: Diagram): string {
  const all = series.flatMap((s) => s.points);
  const most = Math.max(2, ...all.map((p) => p.n));
  const inner = { w: size.width - size.left - size.right, h: size.height - size.top - size.bottom };
  const xOf = (n: number) => round(size.left + ((n - 1) / (most - 1)) * inner.w);
  const yOf = (seconds: number) => {
    const at = Math.min(decades.high, Math.max(decades.low, Math.log10(seconds)));
    return round(size.top + (1 - (at - decades.low) / (decades.high - decades.low)) * inner.h);
  };
  const grid = [];
  for (let d = decades.low; d <= decades.high; d++) {
    const y = yOf(10 ** d);
    grid.push(`<path d="M${size.left} ${y}h${inner.w}" stroke="#ccc"/>`);
    grid.push(`<text x="${size.left - 4}" y="${y + 4}" text-anchor="end">${10 ** d} s</text>`);
  }
  const ticks = [...new Set([1, Math.round(most / 2), most])].map(
    (n) => `<text x="${xOf(n)}" y="${size.height - 8}" text-anchor="middle">${n}</text>`,
  );
  const lines = series.map(({ points, colour, dash }) => {
    const path = points.map((p, i) => `${i === 0 ? 'M' : 'L'}${xOf(p.n)} ${yOf(p.seconds)}`).join('');
    const dots = points.map(
      (p) => `<circle cx="${xOf(p.n)}" cy="${yOf(p.seconds)}" r="2" fill="${colour}"/>`,
    );
    const line = `<path d="${path}" fill="none" stroke="${colour}" stroke-dasharray="${dash}" stroke-width="2"/>`;
    return points.length === 0 ? '' : `${line}${dots.join('')}`;
  });
  return [
    `<text x="${size.left}" y="14" font-weight="bold">${escaped(title)}</text>`,
    ...grid,
    ...ticks,
    ...lines,
  ].join('\n');
}

const round = (x: number) => Math.round(x * 10) / 10;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
