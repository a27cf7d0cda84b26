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
      readonly states: readonly string[];
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
    }
  /** No test, with a caret under what is wrong; or no answer. */
  | { readonly kind: 'refused'; readonly number: number; readonly message: string };
