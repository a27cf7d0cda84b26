/** How an explanation speaks of events and of the steps between them. */

import { initialThread } from '../events/structure.ts';
import { makersOf } from '../explain/makers.ts';
import type { Scene, SceneEvent } from '../explain/scene.ts';
import type { Step } from '../explain/step.ts';

const longest = 40;

/** At most 40 characters of a source text. */
export function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
}

/** `P0's store x = 1`, `P1's read of y`, `smp_mb()`. */
export function who(e: SceneEvent): string {
  if (e.thread === initialThread) return `the initial value of ${e.place}`;
  return `${e.threadName}'s ${what(e)}`;
}

/** The same without its thread: `store x = 1`. */
export function what(e: SceneEvent): string {
  if (e.kind === 'R' && !e.atomic && !isSrcu(e)) return `read of ${e.place}`;
  if (e.kind === 'W' && !e.atomic && !isSrcu(e)) {
    return e.value === undefined ? `store to ${e.place}` : `store ${e.place} = ${e.value}`;
  }
  return shortened(e.text);
}

const isSrcu = (e: SceneEvent) => e.tag === 'srcu-lock' || e.tag === 'srcu-unlock';

/** `P0's store x = 1 (line 11)` */
export function whoAndWhere(e: SceneEvent): string {
  return e.thread === initialThread ? who(e) : `${who(e)} (line ${e.line})`;
}

/** `that read`, of an event that was just spoken of. */
export function that(e: SceneEvent): string {
  switch (e.kind) {
    case 'R':
      return isSrcu(e) ? 'that lock' : e.atomic ? 'that operation' : 'that read';
    case 'W':
      return isSrcu(e) ? 'that unlock' : e.atomic ? 'that operation' : 'that store';
    case 'LKR':
    case 'LKW':
      return 'that lock';
    case 'UL':
      return 'that unlock';
    case 'LF':
    case 'RU':
      return 'that look at the lock';
    case 'F':
    case 'SRCU':
      return `that ${shortened(e.text)}`;
    default:
      return e.kind satisfies never;
  }
}

/** `smp_mb() on line 12`, of what orders without being an access. */
export function makerWords(e: SceneEvent): string {
  return `${shortened(e.text)} on line ${e.line}`;
}

/** Of a sentence: `That read`, `The initial value of x`; a thread's name is spelt as in the code. */
function atTheStart(words: string): string {
  return words.replace(/^th(?=at |e )/, 'Th');
}

/**
 * One step as a sentence of a proof by contradiction. `subject` stands for the event it starts from, and
 * `object` for the one it reaches.
 */
export function sentence(step: Step, scene: Scene, subject: string, object: string): string {
  const from = scene[step.from] as SceneEvent;
  const to = scene[step.to] as SceneEvent;
  const by = makersOf(step, scene).map(makerWords).join(' with ');
  const begin = atTheStart(subject);
  switch (step.relation) {
    case 'fre':
    case 'fri':
    case 'fr':
      return `${begin} ${missed(from)}, so it came before ${object}.`;
    case 'rfe':
    case 'rfi':
    case 'rf':
      return `${atTheStart(object)} ${saw(to)} ${subject}, so it came after.`;
    case 'coe':
    case 'coi':
    case 'co':
      return `${begin} was overwritten by ${object}, so it came before.`;
    case 'mb':
    case 'wmb':
    case 'rmb':
      return `${by} puts ${subject} before ${object}.`;
    case 'acq-po':
      return from.kind === 'LKR'
        ? `What follows the lock stays behind it: ${object}.`
        : `${begin} is an acquire, so ${object} comes after it.`;
    case 'po-rel':
      return to.kind === 'UL'
        ? `${begin} comes before ${object}, behind which nothing of the critical section can slip.`
        : `${begin} comes before ${object}, which is a release.`;
    case 'po-unlock-lock-po':
      return `${begin} comes before an unlock that is followed by a lock, ${by}, and so before ${object}.`;
    case 'addr':
      return `${begin} gives the address of ${object}, which therefore comes after it.`;
    case 'data':
      return `${begin} gives the value of ${object}, which therefore comes after it.`;
    case 'ctrl':
      return `${begin} decides whether ${object} is executed at all, and no store is made on a guess.`;
    case 'gp':
      return `${begin} came before the grace period of ${by}, and ${object} after its end.`;
    case 'rcu-rscsi':
    case 'srcu-rscsi': {
      const [unlock, lock] = step.by.map((e) => scene[e] as SceneEvent);
      return `${begin} is in the critical section of lines ${lock?.line} to ${unlock?.line}, and so is ${object}.`;
    }
    case 'po-loc':
      return `${begin} stands before ${object} in the program, and both access ${from.place}.`;
    case 'rmw':
      return `${begin} is the write of the same operation as ${object}: nothing comes between these two.`;
    default:
      return `${begin} comes before ${object} in program order.`;
  }
}

function missed(read: SceneEvent): string {
  if (read.kind === 'LKR') return 'found the lock free';
  return read.value === undefined ? 'saw an older value' : `still returned ${read.value}`;
}

function saw(read: SceneEvent): string {
  switch (read.kind) {
    case 'LKR':
      return 'took the lock after';
    case 'LF':
      return 'found the lock held by';
    default:
      return 'saw';
  }
}

/** `a, b and c` */
export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
