/** The forms in which `mbpair check` reports; apart, so that help loads nothing else. */

export const checkFormats = ['text', 'json', 'jsonl', 'junit', 'herd'] as const;

export type CheckFormat = (typeof checkFormats)[number];
