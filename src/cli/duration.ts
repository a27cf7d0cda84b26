/** `30s`, `500ms`, `2m`, `1h`; a bare number is seconds. */

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds; undefined when it is no duration, or not positive, or longer than a day. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text.trim());
  if (match === null) return undefined;
  const ms = Number(match[1]) * (units[match[2] ?? 's'] ?? Number.NaN);
  return ms > 0 && ms <= 86_400_000 ? ms : undefined;
}
