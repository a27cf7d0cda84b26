/** mbpair's own version, put in by the bundler. */

declare const MBPAIR_VERSION: string | undefined;

/** `source` when run unbundled, as the tests do. */
export const version: string = typeof MBPAIR_VERSION === 'string' ? MBPAIR_VERSION : 'source';
