/**
 * What herd7 writes to standard error, sorted by the test it speaks of. Tests are run from a folder
 * of our own with one numbered folder each, so the file name in a message tells which.
 */

export interface HerdMessage {
  /** herd7's words, `Warning: ` removed, with the name that the user knows. */
  readonly text: string;
  /** herd7 dies of it, and leaves the rest of the call. */
  readonly fatal: boolean;
}

export interface HerdMessages {
  /** By the test's number. */
  readonly byTest: ReadonlyMap<number, readonly HerdMessage[]>;
  /** What speaks of no test. */
  readonly general: string;
}

/**
 * `stage` is the folder that holds the numbered folders, `nameOf` what the user calls a test. A
 * message begins with the line that names a file and lasts until the next such line.
 */
export function sortMessages(stderr: string, stage: string, nameOf: (test: number) => string): HerdMessages {
  const byTest = new Map<number, HerdMessage[]>();
  const general: string[] = [];
  let lines: string[] = [];
  let test: number | undefined;
  const flush = () => {
    const text = lines.join('\n').trim();
    lines = [];
    if (text === '') return;
    if (test === undefined) {
      general.push(text);
      return;
    }
    const message = { text: text.replace(/^Warning: /, ''), fatal: /^Fatal\b/m.test(text) };
    byTest.set(test, [...(byTest.get(test) ?? []), message]);
  };
  for (const line of stderr.split(/\r?\n/)) {
    const named = testNamedIn(line, stage);
    if (named !== undefined) {
      flush();
      test = named;
    }
    lines.push(withNames(line, stage, nameOf));
  }
  flush();
  return { byTest, general: general.join('\n') };
}

/** herd7 skips a test whose name it has already seen; such a test is not refused, only not judged. */
export function isNameClash(message: HerdMessage): boolean {
  return message.text.includes('Different hashes for test ');
}

/** herd7 ran out of memory or stack; the test itself may be fine. */
export function isExhaustion(message: HerdMessage): boolean {
  return message.fatal && /Out_of_memory|Stack_overflow|out of memory|stack overflow/i.test(message.text);
}

/** The number of the test whose file a line of standard error names. */
export function testNamedIn(line: string, stage: string): number | undefined {
  const start = `"${stage}/`;
  const at = line.indexOf(start);
  if (at === -1) return undefined;
  const digits = /^\d+(?=\/)/.exec(line.slice(at + start.length))?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function withNames(line: string, stage: string, nameOf: (test: number) => string): string {
  // Staged base names hold no quote, so the path ends at the next quote, parenthesis or backslash.
  return line
    .split(`${stage}/`)
    .map((part, i) => {
      if (i === 0) return part;
      const path = /^(\d+)\/[^")\\]*/.exec(part);
      return path === null ? `${stage}/${part}` : `${nameOf(Number(path[1]))}${part.slice(path[0].length)}`;
    })
    .join('');
}
