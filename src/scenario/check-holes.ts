/** Whether holes and fillings fit: each hole has one slot, each filling a hole, none holds itself. */

import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { type Complaints, error } from './complaints.ts';
import { deepest } from './fill.ts';
import { holesIn, type PlacedHole, readHoles } from './holes.ts';
import type { Scenario, Slot } from './scenario.ts';
import { plainText } from './traced-text.ts';

export function checkHoles(to: Complaints, scenario: Scenario): void {
  const owners = ownersOf(to, scenario.slots);
  const used = usedHoles(to, scenario);
  for (const hole of used) {
    if (owners.has(hole.name)) continue;
    error(to, hole.span, {
      code: 'scenario/hole-not-filled',
      message: `no slot fills the hole ${hole.name}`,
      hint: didYouMean(hole.name, owners.keys()) ?? `a slot named ${hole.name} would fill it`,
    });
  }
  const names = new Set(used.map((h) => h.name));
  for (const [hole, slot] of owners) {
    if (names.has(hole)) continue;
    error(to, slot.span, {
      code: 'scenario/no-such-hole',
      message: `slot ${slot.name} fills the hole ${hole}, which stands nowhere`,
      hint:
        didYouMean(
          hole,
          [...names].filter((n) => !owners.has(n)),
        ) ?? `write \${${hole}} where it belongs`,
    });
  }
  checkNesting(to, scenario.slots);
}

function ownersOf(to: Complaints, slots: readonly Slot[]): Map<string, Slot> {
  const owners = new Map<string, Slot>();
  for (const slot of slots) {
    for (const hole of slot.holes) {
      const before = owners.get(hole);
      if (before === undefined) owners.set(hole, slot);
      else {
        error(to, slot.span, {
          code: 'scenario/hole-owned-twice',
          message: `slots ${before.name} and ${slot.name} both fill the hole ${hole}`,
          related: [{ span: before.span, message: `slot ${before.name} is here` }],
        });
      }
    }
  }
  return owners;
}

function usedHoles(to: Complaints, s: Scenario): PlacedHole[] {
  return [
    ...s.threads.flatMap((t) => readHoles(to, t.code, t.span)),
    ...s.shared.flatMap((w) => (w.init === undefined ? [] : readHoles(to, w.init, w.span))),
    ...(s.filter === undefined ? [] : readHoles(to, s.filter, s.expect.span)),
    ...s.outcomes.flatMap((o) => readHoles(to, o.when, o.span)),
    ...s.slots.flatMap((slot) =>
      slot.fillings.flatMap((f) => [...f.texts.values()].flatMap((text) => readHoles(to, text, f.span))),
    ),
  ];
}

/** Fillings may hold holes of other slots, but not go round in a circle. */
function checkNesting(to: Complaints, slots: readonly Slot[]): void {
  const within = new Map<string, Map<string, Span>>();
  for (const slot of slots) {
    for (const filling of slot.fillings) {
      for (const [hole, text] of filling.texts) {
        const inner = within.get(hole) ?? new Map<string, Span>();
        for (const { name } of holesIn(plainText(text))) inner.set(name, filling.span);
        within.set(hole, inner);
      }
    }
  }
  const done = new Set<string>();
  const visit = (hole: string, path: readonly string[]): void => {
    if (done.has(hole)) return;
    for (const [inner, span] of within.get(hole) ?? []) {
      if (inner === hole || path.includes(inner)) {
        const circle = [...path.slice(Math.max(0, path.indexOf(inner))), hole, inner];
        error(to, span, {
          code: 'scenario/hole-in-itself',
          message: `the hole ${inner} would be filled with itself: ${circle.join(' holds ')}`,
        });
      } else if (path.length >= deepest) {
        error(to, span, {
          code: 'scenario/too-large',
          message: `fillings hold holes more than ${deepest} deep`,
        });
        return;
      } else visit(inner, [...path, hole]);
    }
    done.add(hole);
  };
  for (const hole of within.keys()) visit(hole, []);
}
