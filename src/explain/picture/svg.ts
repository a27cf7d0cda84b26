/**
 * A picture as SVG that stands alone: no script, no font, no reference to anything outside. Colours
 * follow the reader's choice of light or dark; every kind of edge has a dash pattern and a name as
 * well, so that nothing rests on colour.
 */

import type { Drawing, EdgeKind } from './drawing.ts';
import { distance, type Point, type Rect } from './geometry.ts';
import { type Box, type Layout, type Line, layoutOf } from './layout.ts';
import { shownText } from './text.ts';
import { sizes, type TextLine } from './text-line.ts';

export interface SvgOptions {
  /** Set before ids, so that several pictures can stand in one page. */
  readonly id?: string;
  /** Off where the page around has `pictureStyle` already. */
  readonly style?: boolean;
}

interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly box: string;
  readonly rim: string;
  readonly cycle: string;
  readonly kinds: Readonly<Record<EdgeKind, string>>;
}

/** The hues of herd7's pictures, as dark or as light as text must be to be read (WCAG AA). */
const light: Palette = {
  paper: '#ffffff',
  ink: '#1a1d21',
  faint: '#565d66',
  box: '#f4f6f8',
  rim: '#8a939d',
  cycle: '#b3008f',
  kinds: {
    po: '#4a5058',
    rf: '#c01c1c',
    co: '#1d4ed8',
    fr: '#9a5800',
    fence: '#0b6b34',
    dep: '#4b2fa8',
    rmw: '#7a3e1d',
    order: '#7a3e1d',
  },
};

const dark: Palette = {
  paper: '#14171b',
  ink: '#eceff2',
  faint: '#a9b2bc',
  box: '#20252b',
  rim: '#7c8691',
  cycle: '#ff7ae5',
  kinds: {
    po: '#b3bac2',
    rf: '#ff8f8f',
    co: '#8fb4ff',
    fr: '#ffb454',
    fence: '#6fdc9a',
    dep: '#bfaeff',
    rmw: '#e0a98a',
    order: '#e0a98a',
  },
};

const dashes: Readonly<Record<EdgeKind, string>> = {
  po: 'none',
  rf: 'none',
  co: '9 3',
  fr: '5 3',
  fence: 'none',
  dep: '2 3',
  rmw: '9 3 2 3',
  order: '12 4',
};

function rules(p: Palette, scope: string): string {
  const kinds = Object.entries(p.kinds).map(
    ([kind, colour]) => `${scope} .k-${kind}{stroke:${colour}}${scope} .f-${kind}{fill:${colour}}`,
  );
  return [
    `${scope} .paper,${scope} .halo{fill:${p.paper}}`,
    `${scope} text{fill:${p.ink}}`,
    `${scope} .source,${scope} .section{fill:${p.faint}}`,
    `${scope} .box{fill:${p.box};stroke:${p.rim}}`,
    `${scope} .fence{fill:${p.paper}}`,
    `${scope} .spine,${scope} .bracket{stroke:${p.rim}}`,
    ...kinds,
    `${scope} .k-cycle{stroke:${p.cycle}}${scope} .f-cycle{fill:${p.cycle}}`,
  ].join('');
}

const scope = '.mbpair-picture';

/** For pages that hold pictures without a style of their own. */
export const pictureStyle = [
  `${scope}{font-family:ui-monospace,'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace;max-width:100%;height:auto}`,
  `${scope} .title,${scope} .name,${scope} .on{font-weight:bold}`,
  `${scope} .title{font-size:${sizes.title}px}${scope} .name{font-size:${sizes.name}px}${scope} .event{font-size:${sizes.event}px}`,
  `${scope} .source,${scope} .label,${scope} .legend{font-size:${sizes.label}px}${scope} .section{font-size:${sizes.section}px}`,
  `${scope} .line,${scope} .spine,${scope} .bracket{fill:none;stroke-width:1.4;stroke-linejoin:round}`,
  `${scope} .spine{stroke-width:1}`,
  `${scope} .box{rx:4px}${scope} .fence{stroke-dasharray:3 3}`,
  `${scope} .k-cycle{stroke-width:3}`,
  ...Object.entries(dashes).map(([kind, d]) => `${scope} .k-${kind}{stroke-dasharray:${d}}`),
  rules(light, scope),
  `@media (prefers-color-scheme:dark){${rules(dark, scope)}}`,
  `@media print{${rules(light, scope)}}`,
].join('');

/** Ends with a line feed. */
export function svgOf(drawing: Drawing, options: SvgOptions = {}): string {
  return svgOfLayout(layoutOf(drawing), options);
}

/** Several below each other, as one picture. */
export function svgOfAll(drawings: readonly Drawing[]): string {
  const [only, ...others] = drawings;
  if (only !== undefined && others.length === 0) return svgOf(only);
  const layouts = drawings.map(layoutOf);
  const width = Math.max(1, ...layouts.map((l) => l.width));
  const height = layouts.reduce((sum, l) => sum + l.height, 0);
  let y = 0;
  const parts = layouts.map((layout, i) => {
    const svg = svgOfLayout(layout, { id: `picture-${i + 1}`, style: false }).replace(
      '<svg ',
      `<svg y="${y}" `,
    );
    y += layout.height;
    return svg;
  });
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="mbpair-picture" ${size}>\n<style>${pictureStyle}</style>\n<rect class="paper" width="${width}" height="${height}"/>\n${parts.join('')}</svg>\n`;
}

export function svgOfLayout(layout: Layout, { id = 'picture', style = true }: SvgOptions = {}): string {
  const { width, height } = layout;
  const name = escaped(id);
  const lines = [...layout.lines].sort((a, b) => Number(a.edge.onCycle) - Number(b.edge.onCycle));
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="mbpair-picture" role="img" aria-labelledby="${name}-title ${name}-desc" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title id="${name}-title">${escaped(layout.title)}</title>`,
    `<desc id="${name}-desc">${escaped(layout.desc)}</desc>`,
    ...(style ? [`<style>${pictureStyle}</style>`] : []),
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...layout.spines.map((points) => `<path class="spine" d="${path(points)}"/>`),
    ...layout.brackets.map((b) => `<path class="bracket" d="${path(b.points)}"/>`),
    ...lines.map(lineSvg),
    ...layout.boxes.map(
      (b) =>
        `<g>${tip(b)}<rect class="box${b.fence ? ' fence' : ''}" ${place(b.rect)}/>${b.lines.map((l) => text(l)).join('')}</g>`,
    ),
    ...layout.texts.map((t) => text(t)),
    ...layout.brackets.flatMap((b) => (b.label === undefined ? [] : [text(b.label)])),
    ...lines.map(
      ({ edge, label }) =>
        `<g><rect class="halo" ${place(halo(label.rect))}/>${text(label, `f-${edge.onCycle ? 'cycle on' : edge.kind}`)}</g>`,
    ),
    ...layout.legend.map(({ entry, sample, text: t }) => `<g>${arrow(sample, entry.kind)}${text(t)}</g>`),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

/** The statement where its box holds only a part of it. */
function tip({ event: { source }, lines }: Box): string {
  if (source === undefined || !lines.some((l) => l.text.endsWith('\u2026'))) return '';
  return `<title>${escaped(source)}</title>`;
}

function lineSvg({ edge, points }: Line): string {
  return arrow(points, edge.onCycle ? 'cycle' : edge.kind);
}

const headLength = 9;

/** The line ends where its head begins, so that a thick one keeps its point. */
function arrow(points: readonly Point[], kind: string): string {
  const tip = points[points.length - 1] as Point;
  const before = [...points].reverse().find((p) => distance(p, tip) > 0.01) ?? { x: tip.x - 1, y: tip.y };
  const d = distance(before, tip);
  const [ux, uy] = [(tip.x - before.x) / d, (tip.y - before.y) / d];
  const length = Math.min(kind === 'cycle' ? headLength + 3 : headLength, d);
  const half = length * 0.42;
  const base = { x: tip.x - ux * length, y: tip.y - uy * length };
  const head = [
    tip,
    { x: base.x - uy * half, y: base.y + ux * half },
    { x: base.x + uy * half, y: base.y - ux * half },
  ];
  const shaft = [...points.slice(0, -1), { x: tip.x - ux * length * 0.8, y: tip.y - uy * length * 0.8 }];
  return `<path class="line k-${kind}" d="${path(shaft)}"/><path class="f-${kind}" d="${path(head)}Z"/>`;
}

function path(points: readonly Point[]): string {
  return points.map((p, i) => `${i === 0 ? 'M' : 'L'}${num(p.x)} ${num(p.y)}`).join('');
}

function place(r: Rect): string {
  return `x="${num(r.x)}" y="${num(r.y)}" width="${num(r.width)}" height="${num(r.height)}"`;
}

/**
 * `textLength` makes every font take the room that was planned for it. The baseline lies 0.35 of the
 * letters' size below the middle of the line.
 */
function text(t: TextLine, extra = ''): string {
  const cls = `class="${t.role}${extra === '' ? '' : ` ${extra}`}"`;
  const { x, y, width, height } = t.rect;
  if (t.text === '') return '';
  const length = (long: number) => `textLength="${num(long)}"`;
  if (t.turned === true) {
    const [cx, cy] = [x + width / 2 + t.size * 0.35, y + height];
    return `<text ${cls} transform="translate(${num(cx)} ${num(cy)}) rotate(-90)" ${length(height)}>${escaped(t.text)}</text>`;
  }
  return `<text ${cls} x="${num(x)}" y="${num(y + height / 2 + t.size * 0.35)}" ${length(width)}>${escaped(t.text)}</text>`;
}

function halo(r: Rect): Rect {
  return { ...r, x: r.x - 2, width: r.width + 4 };
}

function num(x: number): string {
  return String(Math.round(x * 10) / 10);
}

function escaped(text: string): string {
  return shownText(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
