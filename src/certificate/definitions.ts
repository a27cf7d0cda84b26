/**
 * The kernel's memory model as it is published (linux-kernel.bell, linux-kernel.cat of Linux 7.2), for
 * checking steps against it: each definition as ways from one event to another. Side by side one way of
 * `a ; [B] ; (c | d)? ; e*` reads the same here without the semicolons. `& int`, `& ext`, `& loc`, `& id`
 * (with `\` for "not") say where the two ends of what is before them must be.
 */

import { parseWay, type Way } from './way.ts';

/** In the order of the kernel's files: each uses those above it, `rcu-order` itself too. */
const texts = {
  /* linux-kernel.bell: dependencies carried through memory, SRCU critical sections */
  rfi: 'rf & int',
  rfe: 'rf & ext',
  'carry-dep': '(data0 [~Srcu-unlock] rfi)*',
  addr: 'carry-dep addr0',
  ctrl: 'carry-dep ctrl0',
  data: 'carry-dep data0',
  'carry-srcu-data': '(data0 [~Srcu-unlock] rf)*',
  'srcu-rscs': '([Srcu-lock] carry-srcu-data data0 [Srcu-unlock]) & loc',

  /* linux-kernel.cat: release and acquire, fences */
  'acq-po': '[Acquire] po [M]',
  'po-rel': '[M] po [Release]',
  'po-unlock-lock-po': 'po [UL] (po | rf) [LKR] po',
  rmb: '[R4rmb] po [Rmb] po [R4rmb]',
  wmb: '[W] po [Wmb] po [W]',
  mb: `[M] po [Mb] po [M]
    | [M] po [Mb] [R]
    | [Mb] [W] po [M]
    | [M] po [Before-atomic] po [RMW] po? [M]
    | [M] po? [RMW] po [After-atomic] po [M]
    | [M] po? [LKW] po [After-spinlock] po [M]
    | [M] po-unlock-lock-po [After-unlock-lock] po [M]
    | [M] po? [Srcu-unlock] po [After-srcu-read-unlock] po [M]`,
  gp: 'po ([Sync-rcu] | [Sync-srcu]) po?',
  'strong-fence': 'mb | gp',
  'nonrw-fence': 'strong-fence | po-rel | acq-po',
  fence: 'nonrw-fence | wmb | rmb',

  /* coherence */
  fr: 'rf^-1 co',
  coe: 'co & ext',
  fre: 'fr & ext',
  com: 'rf | co | fr',
  'po-loc': 'po & loc',

  /* preserved program order */
  dep: 'addr | data',
  rwdep: '(dep | ctrl) [W]',
  overwrite: 'co | fr',
  'to-w': 'rwdep | overwrite & int | addr [Plain] wmb',
  'to-r': 'addr [R] | dep [Marked] rfi',
  ppo: 'to-r | to-w | fence & int | po-unlock-lock-po & int',

  /* propagation, happens-before, propagates-before */
  'rmw-sequence': '(rf rmw)*',
  'cumul-fence': `[Marked] ((rfe [Marked])? (strong-fence | po-rel) | wmb | po-unlock-lock-po)
    [Marked] rmw-sequence`,
  prop: '[Marked] (overwrite & ext)? cumul-fence* [Marked] rfe? [Marked]',
  hb: '[Marked] (ppo | rfe | prop \\ id & int) [Marked]',
  pb: 'prop strong-fence hb* [Marked]',

  /* grace periods and critical sections */
  'rcu-gp': '[Sync-rcu]',
  'srcu-gp': '[Sync-srcu]',
  'rcu-rscsi': 'rcu-rscs^-1',
  'srcu-rscsi': 'srcu-rscs^-1',
  'rcu-link': 'po? hb* pb* prop po',
  'rcu-order': `rcu-gp | srcu-gp
    | rcu-gp rcu-link rcu-rscsi
    | (srcu-gp rcu-link srcu-rscsi) & loc
    | rcu-rscsi rcu-link rcu-gp
    | (srcu-rscsi rcu-link srcu-gp) & loc
    | rcu-gp rcu-link rcu-order rcu-link rcu-rscsi
    | (srcu-gp rcu-link rcu-order rcu-link srcu-rscsi) & loc
    | rcu-rscsi rcu-link rcu-order rcu-link rcu-gp
    | (srcu-rscsi rcu-link rcu-order rcu-link srcu-gp) & loc
    | rcu-order rcu-link rcu-order`,
  'rcu-fence': 'po rcu-order po?',
  'any-fence': 'fence | rcu-fence',
  'any-strong-fence': 'strong-fence | rcu-fence',
  rb: 'prop rcu-fence hb* pb* [Marked]',

  /* plain accesses */
  xbstar: '(hb | pb | rb)*',
  vis: 'cumul-fence* rfe? [Marked] (any-strong-fence [Marked] xbstar | xbstar & int)',
  'w-pre-bounded': '[Marked] (addr | any-fence)?',
  'r-pre-bounded': '[Marked] (addr | nonrw-fence | [R4rmb] po [Rmb] po [~Noreturn])?',
  'w-post-bounded': 'any-fence? [Marked] rmw-sequence',
  'r-post-bounded': '(nonrw-fence | [~Noreturn] po [Rmb] po [R4rmb])? [Marked]',
  'ww-vis': 'any-fence | any-strong-fence xbstar w-pre-bounded | w-post-bounded vis w-pre-bounded',
  'wr-vis': 'any-fence | any-strong-fence xbstar r-pre-bounded | w-post-bounded vis r-pre-bounded',
  'rw-xbstar': 'any-fence | r-post-bounded xbstar w-pre-bounded',
} as const;

export const definitions: ReadonlyMap<string, Way> = new Map(
  Object.entries(texts).map(([name, text]) => [name, parseWay(text)]),
);

/** Relations that are given: what the program, rf and co say. */
export const given: ReadonlySet<string> = new Set([
  'po',
  'rf',
  'co',
  'rmw',
  'addr0',
  'data0',
  'ctrl0',
  'rcu-rscs',
]);

/**
 * What no execution may have. `cycle`: a way of these that ends where it began; `pair`: this way at all.
 * plain-coherence is three relations that must be empty; each is a way there and back.
 */
export const axioms = {
  coherence: { way: parseWay('(po-loc | com)*'), forbids: 'cycle' },
  atomic: { way: parseWay('(fre coe) & rmw'), forbids: 'pair' },
  'happens-before': { way: parseWay('hb*'), forbids: 'cycle' },
  propagation: { way: parseWay('pb*'), forbids: 'cycle' },
  rcu: { way: parseWay('rb'), forbids: 'cycle' },
  'plain-coherence': {
    way: parseWay('(rf & pre-race) rw-xbstar | (fr & pre-race) wr-vis | (co & pre-race) ww-vis'),
    forbids: 'cycle',
  },
} as const;
