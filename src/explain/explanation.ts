/** What an explanation says, as data; words are made of it in `report/`. */

import type { Strengthened } from '../choice/strengthen.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { LitmusTest, Prop } from '../litmus/ast.ts';
import type { Model } from '../model/ir.ts';
import type { Barrier } from './barriers.ts';
import type { Found } from './case.ts';
import type { CaseSplit } from './case-search.ts';
import type { Flags } from './flags.ts';
import type { Reason } from './reason.ts';
import type { Scene } from './scene.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';
import type { Unmakeable } from './unmakeable.ts';

export interface Asked {
  readonly test: LitmusTest;
  readonly model: Model;
  /** The outcome that is explained, without its quantifier. */
  readonly outcome: Prop;
  /**
   * `condition`: what the test asks for; `counterexample`: what would break its `forall`; `given`: by
   * the user. `any execution`: there is none at all, so that whatever is asked for is forbidden.
   */
  readonly as: 'condition' | 'counterexample' | 'given' | 'any execution';
}

export type Explanation = Asked &
  (Forbidden | Allowed | Unexplained) & {
    /** Whatever the outcome: what the model objects to in some execution. Absent: not looked for. */
    readonly flags?: Flags;
  };

export interface Forbidden {
  readonly kind: 'forbidden';
  readonly split: CaseSplit;
  /** What the model forbids, those of several locations first. */
  readonly reasons: readonly Reason[];
  /** Cases, or candidate executions, that each covers. */
  readonly covered: readonly number[];
  /** Whether these are the fewest reasons that cover all cases. */
  readonly fewest: boolean;
  /** Set when no axiom is needed: there are no reasons then. */
  readonly unmakeable?: Unmakeable;
  /** What each barrier of the test does. Absent: not looked for. */
  readonly barriers?: readonly Barrier[];
  /** Why what the filter keeps cannot happen, where the filter passes no execution. */
  readonly filtered?: Explanation;
}

export interface Allowed {
  readonly kind: 'allowed';
  readonly split: CaseSplit;
  /** The simplest execution found: as little as possible against the intuition. */
  readonly found: Found;
  readonly scene: Scene;
  readonly story: Story;
  /** All of rf and fr, and co without what follows by transitivity. */
  readonly edges: readonly Step[];
  /** The least additions that would forbid it, as far as they were looked for. */
  readonly repairs?: Strengthened;
}

/** The test is refused or undecided, or has accesses that no case split is made of. */
export interface Unexplained {
  readonly kind: 'unexplained';
  readonly judgement?: Judgement;
  readonly why: string;
}
