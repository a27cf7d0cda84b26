/** The formats of `mbpair explain`, apart so that help needs nothing else. */

export const explainFormats = ['text', 'markdown', 'json', 'svg', 'dot', 'comments'] as const;

export type ExplainFormat = (typeof explainFormats)[number];
