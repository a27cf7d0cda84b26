/**
 * Which tests may share a call of herd7. It drops the second of two tests with one name without a
 * word, so the tests of one call have different names, and a test whose name is not certain runs
 * alone.
 */

/**
 * The name that herd7 takes from the first line, or undefined when that is not beyond doubt: no
 * plain header line, a name that ends at an odd character, or `--`, which stands for the file's.
 */
export function certainName(text: string): string | undefined {
  const name = /^C[ \t\r]+([A-Za-z0-9_/.+[\]-]+)(?:[ \t\r][^\n]*)?(?:\n|$)/.exec(text.slice(0, 4096))?.[1];
  if (name === undefined || name === '--') return undefined;
  const short = name.endsWith('.litmus') ? name.slice(0, -'.litmus'.length) : name;
  return short === '' ? undefined : short;
}

/**
 * Numbers of tests, grouped for one call each and in order within a call; `names[i]` is the certain
 * name of test i. No call holds more than `size` tests or two of one name.
 */
export function planBatches(
  tests: readonly number[],
  names: readonly (string | undefined)[],
  size: number,
): number[][] {
  const alone: number[][] = [];
  const batches: { readonly tests: number[]; readonly names: Set<string> }[] = [];
  // Batches before this one are full.
  let open = 0;
  for (const test of tests) {
    const name = names[test];
    if (name === undefined) {
      alone.push([test]);
      continue;
    }
    while ((batches[open]?.tests.length ?? 0) >= size) open++;
    let at = open;
    while (
      batches[at] !== undefined &&
      (batches[at]?.names.has(name) || (batches[at]?.tests.length ?? 0) >= size)
    )
      at++;
    const batch = batches[at];
    if (batch === undefined) batches.push({ tests: [test], names: new Set([name]) });
    else {
      batch.tests.push(test);
      batch.names.add(name);
    }
  }
  return [...batches.map((batch) => batch.tests), ...alone];
}
