/** A canvas of characters on which lines meet as they should: `┼` where two cross, heavy where marked. */

import { cellsOf } from './text.ts';

export interface At {
  readonly x: number;
  readonly y: number;
}

/** Arms of a cell, by direction: 0 none, 1 light, 2 heavy. */
interface Cell {
  readonly arms: [up: number, right: number, down: number, left: number];
  /** Written over whatever lines there are; `''` below the right half of a wide character. */
  text?: string;
  heavy?: boolean;
}

export class Canvas {
  readonly #rows: Cell[][] = [];

  /** Through points that lie straight above or beside each other. */
  line(points: readonly At[], heavy: boolean): void {
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1] as At, points[i] as At];
      const [dx, dy] = [Math.sign(b.x - a.x), Math.sign(b.y - a.y)];
      const out = dx > 0 ? 1 : dx < 0 ? 3 : dy > 0 ? 2 : 0;
      for (let { x, y } = a; x !== b.x || y !== b.y; x += dx, y += dy) {
        this.#arm(x, y, out, heavy);
        this.#arm(x + dx, y + dy, (out + 2) % 4, heavy);
      }
    }
  }

  #arm(x: number, y: number, direction: number, heavy: boolean): void {
    const { arms } = this.#cell(x, y);
    arms[direction] = Math.max(arms[direction] as number, heavy ? 2 : 1);
  }

  text(x: number, y: number, text: string, heavy = false): void {
    let at = x;
    for (const c of text) {
      const cells = cellsOf(c);
      if (cells === 0) {
        const before = this.#cell(at - 1, y);
        before.text = `${before.text ?? ' '}${c}`;
        continue;
      }
      Object.assign(this.#cell(at, y), { text: c, heavy });
      if (cells === 2) this.#cell(at + 1, y).text = '';
      at += cells;
    }
  }

  /** Whether nothing but a straight line of the given direction, or nothing, is there. */
  isPlain(x: number, y: number, direction: 'up' | 'across'): boolean {
    const cell = this.#rows[y]?.[x];
    if (cell === undefined) return true;
    if (cell.text !== undefined) return false;
    const [up, right, down, left] = cell.arms;
    return direction === 'up' ? right + left === 0 : up + down === 0 && right > 0 && left > 0;
  }

  isEmpty(x: number, y: number): boolean {
    const cell = this.#rows[y]?.[x];
    return cell === undefined || (cell.text === undefined && cell.arms.every((a) => a === 0));
  }

  /** Lines without blanks at their ends. `mark` gets the heavy parts. */
  render(ascii: boolean, mark: (text: string) => string): string[] {
    return Array.from(this.#rows, (row) => {
      let line = '';
      let run = '';
      const flush = () => {
        if (run !== '') line += mark(run);
        run = '';
      };
      for (const cell of Array.from(row ?? [])) {
        const heavy = cell !== undefined && (cell.heavy === true || Math.max(...cell.arms) === 2);
        const text = cell === undefined ? ' ' : (cell.text ?? lineCharacter(cell.arms, ascii));
        if (heavy) run += text;
        else {
          flush();
          line += text;
        }
      }
      flush();
      return line.trimEnd();
    });
  }

  #cell(x: number, y: number): Cell {
    this.#rows[y] ??= [];
    const row = this.#rows[y];
    row[x] ??= { arms: [0, 0, 0, 0] };
    return row[x];
  }
}

/** By arms up, right, down, left. */
const characters: Readonly<Record<string, string>> = {
  '1010': '│', '0101': '─', '0110': '┌', '0011': '┐', '1100': '└', '1001': '┘',
  '1110': '├', '1011': '┤', '0111': '┬', '1101': '┴', '1111': '┼',
  '2020': '┃', '0202': '━', '0220': '┏', '0022': '┓', '2200': '┗', '2002': '┛',
  '2220': '┣', '2022': '┫', '0222': '┳', '2202': '┻', '2222': '╋',
  '1210': '┝', '1012': '┥', '1212': '┿', '2121': '╂', '2120': '┠', '2021': '┨',
  '0121': '┰', '2101': '┸', '0212': '┯', '1202': '┷',
}; // biome-ignore format: a table

function lineCharacter(arms: Cell['arms'], ascii: boolean): string {
  const key = arms.join('');
  if (key === '0000') return ' ';
  const [up, right, down, left] = arms;
  if (ascii) {
    const heavy = Math.max(...arms) === 2;
    if (up + down === 0) return heavy ? '=' : '-';
    if (right + left === 0) return heavy ? '#' : '|';
    return '+';
  }
  const one = (a: number, b: number) => Math.max(a, b);
  // The end of a line looks like its middle.
  if (up + down === 0) return one(right, left) === 2 ? '━' : '─';
  if (right + left === 0) return one(up, down) === 2 ? '┃' : '│';
  return characters[key] ?? characters[arms.map((a) => (a === 0 ? 0 : 1)).join('')] ?? '┼';
}
