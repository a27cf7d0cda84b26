/** How a story is told: each access as it takes effect, and what is surprising about it. */

import { type Hardware, hardwareOf, type Mechanism } from '../explain/hardware.ts';
import type { Scene, SceneEvent } from '../explain/scene.ts';
import type { Story, Surprise } from '../explain/story.ts';
import { list, makerWords, what, whoAndWhere } from './event-words.ts';

/** One row an access: its number, thread, what it does, its line, a remark. */
export function storyRows(story: Story, scene: Scene): string[][] {
  const rows: string[][] = [];
  const at = (e: number) => scene[e] as SceneEvent;
  for (let i = 0; i < story.order.length; i++) {
    const e = at(story.order[i] as number);
    const next = story.order[i + 1];
    const other = next === undefined ? undefined : at(next);
    const whole = other !== undefined && isOneOperation(e, other);
    if (whole) i++;
    const events = whole && other !== undefined ? [e, other] : [e];
    const remarks = events.flatMap((one) => remarksAbout(story.surprises, one, scene));
    rows.push([
      `${rows.length + 1}.`,
      e.threadName,
      whole && other !== undefined ? operation(e, other) : action(e),
      `line ${e.line}`,
      [...new Set(remarks)].join('; '),
    ]);
  }
  return rows;
}

function isOneOperation(a: SceneEvent, b: SceneEvent): boolean {
  if (a.thread !== b.thread || a.span.start !== b.span.start) return false;
  return (a.kind === 'R' && b.kind === 'W') || (a.kind === 'LKR' && b.kind === 'LKW');
}

function operation(read: SceneEvent, write: SceneEvent): string {
  if (read.kind === 'LKR') return action(read);
  return `${what(read)}: ${read.place} ${read.value ?? '?'} -> ${write.value ?? '?'}`;
}

function action(e: SceneEvent): string {
  switch (e.kind) {
    case 'R':
      return e.atomic ? `${what(e)} reads ${value(e)}` : `reads ${value(e)}`;
    case 'W':
      return e.atomic ? `${what(e)} stores ${value(e)}` : `stores ${value(e)}`;
    case 'LKR':
    case 'LKW':
      return `takes ${e.place}`;
    case 'UL':
      return `releases ${e.place}`;
    case 'LF':
      return `finds ${e.place} held`;
    case 'RU':
      return `finds ${e.place} free`;
    case 'F':
    case 'SRCU':
      return what(e);
    default:
      return e.kind satisfies never;
  }
}

const value = (e: SceneEvent): string => `${e.place} = ${e.value ?? '?'}`;

function remarksAbout(surprises: readonly Surprise[], e: SceneEvent, scene: Scene): string[] {
  const at = (x: number) => scene[x] as SceneEvent;
  return surprises.flatMap((s): string[] => {
    switch (s.kind) {
      case 'overtakes':
        return s.later === e.event ? [`<- ahead of line ${at(s.earlier).line}`] : [];
      case 'forwarded':
        return s.read === e.event ? ['<- its own store, not yet seen by others'] : [];
      case 'late':
        return s.read === e.event ? [`<- ${at(s.store).threadName}'s store is still on its way`] : [];
      case 'overwrites':
        return s.winner === e.event ? ['<- ends up the later one'] : [];
      default:
        return s satisfies never;
    }
  });
}

/** What happened against the intuition, why nothing prevents it, and which machines do it. */
export function surpriseWords(surprises: readonly Surprise[], scene: Scene): string {
  const at = (e: number) => scene[e] as SceneEvent;
  const groups = new Map<string, Surprise[]>();
  for (const s of surprises) {
    const { mechanism, on } = hardwareOf(s, scene);
    const key = s.kind === 'overtakes' ? `${s.later} ${mechanism} ${on.join()}` : JSON.stringify(s);
    groups.set(key, [...(groups.get(key) ?? []), s]);
  }
  return [...groups.values()].map((group) => groupWords(group, scene, at)).join(' ');
}

/** Of one access, what it overtakes in the same way; or one surprise of another kind. */
function groupWords(group: readonly Surprise[], scene: Scene, at: (event: number) => SceneEvent): string {
  const [s] = group as readonly [Surprise];
  const hardware = hardwareOf(s, scene);
  const because = mechanismWords(hardware.mechanism);
  const machines = machineWords(hardware);
  const told = (begin: string) => [`${begin}: ${because}.`, machines].filter((w) => w !== '').join(' ');
  switch (s.kind) {
    case 'overtakes': {
      const pairs = group.flatMap((g) =>
        g.kind === 'overtakes' ? [[at(g.earlier), at(g.later)] as const] : [],
      );
      const earlier = list(pairs.map(([e]) => whoAndWhere(e)));
      const behind = pairs.length === 1 ? 'it stands behind it' : 'it stands behind them';
      const useless =
        hardware.mechanism === 'plain access' ? [] : pairs.flatMap(([e, l]) => uselessWords(e, l, scene));
      return [
        told(`${whoAndWhere(at(s.later))} takes effect before ${earlier}, though ${behind}`),
        ...new Set(useless),
      ].join(' ');
    }
    case 'forwarded':
      return told(
        `${whoAndWhere(at(s.read))} takes effect before ${whoAndWhere(at(s.store))} has reached the other CPUs`,
      );
    case 'late':
      return told(
        `${whoAndWhere(at(s.read))} comes after ${whoAndWhere(at(s.store))} in this order and still does not see it`,
      );
    case 'overwrites':
      return told(
        `${whoAndWhere(at(s.winner))} is made before ${whoAndWhere(at(s.loser))}, and still ends up behind it`,
      );
    default:
      return s satisfies never;
  }
}

function mechanismWords(m: Mechanism): string {
  switch (m) {
    case 'store buffer':
      return 'the store waits in the store buffer of its CPU while the load is served';
    case 'store forwarding':
      return 'the CPU takes the value from its own store buffer';
    case 'load speculation':
      return 'the CPU makes loads out of order, and speculates past branches to do so';
    case 'stores out of order':
      return 'the stores leave the CPU in another order than they were made';
    case 'load delayed':
      return 'the load is delayed, and the store need not wait for it';
    case 'non-multicopy-atomic propagation':
      return 'a store need not reach all other CPUs at the same time';
    case 'compiler':
      return 'both are plain accesses, which the compiler may move';
    case 'plain access':
      return 'one of the two is a plain access, and of these the model keeps no order by itself but asks that they do not race';
    default:
      return m satisfies never;
  }
}

function machineWords({ mechanism, on }: Hardware): string {
  if (mechanism === 'plain access') return '';
  if (mechanism === 'compiler') return 'CPUs other than x86 may do so too.';
  if (on.length === 0)
    return 'The model allows it; whether a CPU does it depends on how the operation is built there.';
  if (mechanism === 'non-multicopy-atomic propagation') {
    return 'Of the big architectures powerpc does this; x86, arm64 and riscv do not.';
  }
  return `${list(on)} ${on.length === 1 ? 'does' : 'do'} this${on.includes('x86') ? '' : ', x86 does not'}.`;
}

/** Barriers that stand between the two and do not help, with the reason. */
function uselessWords(earlier: SceneEvent, later: SceneEvent, scene: Scene): string[] {
  const between = scene.filter(
    (e) => e.thread === earlier.thread && e.event > earlier.event && e.event < later.event && e.kind === 'F',
  );
  const words = between.flatMap((e): string[] => {
    const effect = fenceEffects[e.tag ?? ''];
    return effect === undefined ? [] : [`${makerWords(e)} does not help: ${effect}.`];
  });
  if (earlier.tag === 'RELEASE') {
    words.push(`${makerWords(earlier)} is a release, which keeps back only what stands before it.`);
  }
  if (later.tag === 'ACQUIRE') {
    words.push(`${makerWords(later)} is an acquire, which keeps back only what stands behind it.`);
  }
  return words;
}

const fenceEffects: Readonly<Record<string, string>> = {
  rmb: 'it orders loads against loads only',
  wmb: 'it orders stores against stores only',
  barrier: 'it stops the compiler only',
  'before-atomic': 'it needs an atomic read-modify-write operation behind it',
  'after-atomic': 'it needs an atomic read-modify-write operation before it',
  'after-spinlock': 'it needs a spin_lock() before it',
  'after-unlock-lock': 'it needs an unlock and a lock before it',
  'after-srcu-read-unlock': 'it needs an srcu_read_unlock() before it',
};
