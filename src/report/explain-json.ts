/**
 * An explanation as JSON: a certificate (`certificate/format.ts`) that stands without us, with what the
 * text says as data beside it.
 */

import type { Barrier } from '../explain/barriers.ts';
import { certificateOf } from '../explain/certify.ts';
import type { Explanation } from '../explain/explanation.ts';
import { hardwareOf } from '../explain/hardware.ts';
import type { Scene, SceneEvent } from '../explain/scene.ts';
import type { Step } from '../explain/step.ts';
import { answerOf, outcomeText } from './explain-document.ts';

/** Undefined for what has no certificate, being unexplained. */
export function renderExplanationJson(e: Explanation): string | undefined {
  if (e.kind === 'unexplained') return undefined;
  return `${JSON.stringify(certificateOf(e, wordsOf(e)), null, 1)}\n`;
}

/** The `explanation` of the certificate. Events are named by their letters, initial writes by `init x`. */
function wordsOf(e: Exclude<Explanation, { kind: 'unexplained' }>) {
  const common = {
    name: e.test.name,
    outcome: outcomeText(e),
    of: e.as,
    answer: answerOf(e),
  };
  switch (e.kind) {
    case 'forbidden':
      return {
        ...common,
        fewest: e.fewest,
        reasons: e.reasons.map((r, i) => ({
          axiom: r.axiom.name,
          cases: e.covered[i] ?? 0,
          events: eventsOf(r.scene),
          loop: r.loop.map((s) => stepOf(s, r.scene)),
        })),
        ...(e.barriers === undefined ? {} : { barriers: e.barriers.map(barrierOf) }),
      };
    case 'allowed':
      return {
        ...common,
        events: eventsOf(e.scene),
        order: e.story.order.map((event) => letter(e.scene, event)),
        surprises: e.story.surprises.map((s) => {
          const { kind, ...events } = s;
          const named = Object.entries(events).map(([name, event]) => [name, letter(e.scene, event)]);
          return { kind, ...Object.fromEntries(named), ...hardwareOf(s, e.scene) };
        }),
        edges: e.edges.map((s) => stepOf(s, e.scene)),
        ...(e.repairs?.outcome === 'searched'
          ? { forbiddenBy: e.repairs.repairs.map((r) => r.changes.map((c) => c.description)) }
          : {}),
      };
    default:
      return e satisfies never;
  }
}

function barrierOf({ text, thread, line, word, used, others, takeover }: Barrier) {
  return {
    ...{ text, thread, line, word, used },
    ...(others.length === 0 ? {} : { with: others }),
    ...(takeover.length === 0
      ? {}
      : { takeover: takeover.map((e) => ({ thread: e.thread, line: e.line, text: e.text })) }),
  };
}

function letter(scene: Scene, event: number): string {
  const e = scene[event] as SceneEvent;
  return e.letter === '' ? `init ${e.place}` : e.letter;
}

function eventsOf(scene: Scene) {
  return scene
    .filter((e) => e.letter !== '')
    .map((e) => ({
      id: e.letter,
      thread: e.thread,
      line: e.line,
      kind: e.atomic ? `${e.kind}*` : e.kind,
      ...(e.tag === undefined ? {} : { tag: e.tag }),
      ...(e.place === undefined ? {} : { place: e.place }),
      ...(e.value === undefined ? {} : { value: e.value }),
      text: e.text,
    }));
}

function stepOf(s: Step, scene: Scene) {
  return {
    relation: s.relation,
    from: letter(scene, s.from),
    to: letter(scene, s.to),
    ...(s.by.length === 0 ? {} : { by: s.by.map((e) => letter(scene, e)) }),
  };
}
