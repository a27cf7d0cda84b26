/** The formats of `mbpair verify`, apart so that help needs nothing else. */

export const verifyFormats = ['text', 'json', 'junit'] as const;

export type VerifyFormat = (typeof verifyFormats)[number];
