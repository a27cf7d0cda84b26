/** "Did you mean": the nearest of a list of known words. */

/**
 * At most three of `known`, nearest first, within an edit distance of 40 % of the word's length
 * plus one; a change of case counts one in all.
 */
export function nearest(word: string, known: Iterable<string>): string[] {
  const limit = Math.floor(word.length * 0.4) + 1;
  const found: { name: string; distance: number }[] = [];
  if (word.length > 60) return [];
  for (const name of known) {
    if (Math.abs(name.length - word.length) > limit) continue;
    const distance =
      name.toLowerCase() === word.toLowerCase() ? 1 : editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance <= limit) found.push({ name, distance });
  }
  found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return found.slice(0, 3).map((f) => f.name);
}

/** `did you mean A, B or C?`, or undefined when nothing is near. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const names = nearest(word, known);
  const last = names.at(-1);
  if (last === undefined) return undefined;
  if (names.length === 1) return `did you mean ${last}?`;
  return `did you mean ${names.slice(0, -1).join(', ')} or ${last}?`;
}

/** Insertions, deletions, substitutions and swaps of neighbours, each costing one. */
function editDistance(a: string, b: string): number {
  let twoAgo: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (twoAgo[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    twoAgo = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
