/** Literals of 32 bits, as herd7 reads them: decimal or `0x`, a leading zero being decimal too. */

/** The signed value, or undefined when 32 bits do not hold it (where herd7 dies). */
export function literal(text: string): number | undefined {
  if (/^0[xX]/.test(text)) {
    const digits = text.slice(2).replace(/^0+/, '');
    return digits.length > 8 ? undefined : Number.parseInt(`0${digits}`, 16) | 0;
  }
  const negative = text.startsWith('-');
  const digits = text.slice(negative ? 1 : 0).replace(/^0+(?=.)/, '');
  if (digits.length > 10) return undefined;
  const value = Number(digits);
  if (value > (negative ? 2147483648 : 2147483647)) return undefined;
  return negative && value !== 0 ? -value : value;
}
