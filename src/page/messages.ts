/** What the page's script and its engine, which runs in a worker, say to each other. */

export type Request =
  /** Code and tests of one choice of a scenario. */
  | {
      readonly kind: 'choice';
      readonly number: number;
      /** The scenario's file. */
      readonly yaml: string;
      readonly choice: readonly number[];
    }
  /** A litmus test that a reader has typed. */
  | { readonly kind: 'judge'; readonly number: number; readonly text: string };

/** `number` is that of the request. */
export type Response =
  | {
      readonly kind: 'choice';
      readonly number: number;
      readonly columns: readonly { readonly name: string; readonly lines: readonly string[] }[];
      readonly tests: readonly { readonly outcome: string; readonly name: string; readonly text: string }[];
      /** Final states in the scenario's words: those with outcomes first. */
      readonly states: readonly { readonly words: string; readonly bad: boolean }[];
      /** HTML, escaped already: why each outcome that must not happen cannot, or how it happens. */
      readonly why: string;
    }
  | {
      readonly kind: 'judged';
      readonly number: number;
      /** `Sometimes 1 3` */
      readonly verdict: string;
      readonly states: readonly string[];
      readonly flags: readonly string[];
      /** Why there is no execution; warnings. */
      readonly remarks: readonly string[];
      /** HTML, escaped already: why the outcome is impossible, or how it happens. */
      readonly why: string;
    }
  /** No test, with a caret under what is wrong; or no answer. */
  | { readonly kind: 'refused'; readonly number: number; readonly message: string };
