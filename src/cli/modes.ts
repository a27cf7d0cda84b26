/** Which of the two judges: the one that lists all states and counts, or the one that needs none. */

export const modes = ['states', 'verdict'] as const;

export type Mode = (typeof modes)[number];
