/** Mutants that no test can notice, each with the argument why. */

export const equivalent: Readonly<Record<string, string>> = {};
