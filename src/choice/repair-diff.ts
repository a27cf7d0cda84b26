/** A unified diff of two texts of moderate length, line by line. */

const context = 3;

/** Two files beyond this many different lines are shown as one taken away and one put in its place. */
const widest = 2000;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Empty when the texts are the same; `name` stands behind `---` and `+++`. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const old = linesOf(before);
  const now = linesOf(after);
  const script = editScript(old, now);
  const hunks = hunksOf(script);
  // `a/` and `b/` stand for the folder, as in git, so an absolute path loses its slash.
  const path = name.replace(/^\/+/, '');
  return [`--- a/${path}`, `+++ b/${path}`, ...hunks, ''].join('\n');
}

/** Lines without their ends; a missing last newline is a mark of its own, as in diff(1). */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else lines.push(`${lines.pop() ?? ''}\n\\ No newline at end of file`);
  return lines;
}

/** Longest common subsequence of what is left between the common beginning and end. */
function editScript(old: readonly string[], now: readonly string[]): Line[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail++;
  }
  const a = old.slice(head, old.length - tail);
  const b = now.slice(head, now.length - tail);
  const same = (text: string): Line => ({ mark: ' ', text });
  return [...old.slice(0, head).map(same), ...middle(a, b), ...old.slice(old.length - tail).map(same)];
}

function middle(a: readonly string[], b: readonly string[]): Line[] {
  const gone = (text: string): Line => ({ mark: '-', text });
  const come = (text: string): Line => ({ mark: '+', text });
  if (a.length > widest || b.length > widest) return [...a.map(gone), ...b.map(come)];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const script: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      script.push({ mark: ' ', text: x });
      i++;
      j++;
    } else if (x !== undefined && (y === undefined || at(i + 1, j) >= at(i, j + 1))) {
      script.push(gone(x));
      i++;
    } else if (y !== undefined) {
      script.push(come(y));
      j++;
    }
  }
  return script;
}

function hunksOf(script: readonly Line[]): string[] {
  const shown = script.map((_, i) =>
    script.slice(Math.max(0, i - context), i + context + 1).some((l) => l.mark !== ' '),
  );
  const lines: string[] = [];
  let [oldLine, newLine] = [1, 1];
  for (let i = 0; i < script.length; ) {
    if (shown[i] !== true) {
      oldLine++;
      newLine++;
      i++;
      continue;
    }
    const hunk: Line[] = [];
    for (; i < script.length && shown[i] === true; i++) {
      const line = script[i];
      if (line !== undefined) hunk.push(line);
    }
    const count = (mark: '-' | '+') => hunk.filter((l) => l.mark !== (mark === '-' ? '+' : '-')).length;
    const range = (start: number, n: number) => `${n === 0 ? start - 1 : start}${n === 1 ? '' : `,${n}`}`;
    lines.push(`@@ -${range(oldLine, count('-'))} +${range(newLine, count('+'))} @@`);
    for (const { mark, text } of hunk) lines.push(`${mark}${text}`);
    oldLine += count('-');
    newLine += count('+');
  }
  return lines;
}
