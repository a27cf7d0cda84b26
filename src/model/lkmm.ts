/**
 * The Linux-kernel memory model of Linux 7.2 as relational data. Definitions bear the names that the
 * kernel's bell and cat files give them, so that both can be read side by side; what each says is
 * told in semantics.md, sections 11 to 14. The lock part (coherence of locks, rf of lock events) is
 * done by the search and enters here as plain rf, co and rmw.
 */

import { ModelBuilder } from './builder.ts';
import type { EventSet, Model, Rel } from './ir.ts';

/** Base sets and relations: what an event structure and a candidate execution provide. */
function bases(m: ModelBuilder) {
  return {
    set: (name: string): EventSet => m.def(name, m.baseSet(name)),
    program: (name: string): Rel => m.def(name, m.baseRelation(name, 'program')),
    rf: m.def('rf', m.baseRelation('rf', 'rf')),
    co: m.def('co', m.baseRelation('co', 'co')),
  };
}

export function lkmm(): Model {
  const m = new ModelBuilder();
  const { set, program, rf, co } = bases(m);

  const R = set('R');
  const W = set('W');
  const IW = set('IW');
  const RMW = set('RMW');
  const LKR = set('LKR');
  const LKW = set('LKW');
  const UL = set('UL');
  const LF = set('LF');
  const RU = set('RU');
  const M = m.def('M', m.either(R, W));
  const po = program('po');
  const loc = program('loc');
  const int = program('int');
  const ext = program('ext');
  const rmw = program('rmw');

  /* Tags without the ordering that they do not give. */
  const FailedRMW = m.def('FailedRMW', m.without(RMW, m.either(m.domain(rmw), m.range(rmw))));
  const Acquire = m.def('Acquire', m.either(m.without(m.without(set('ACQUIRE'), W), FailedRMW), LKR));
  const Release = m.def('Release', m.either(m.without(m.without(set('RELEASE'), R), FailedRMW), UL));
  const MB = set('MB');
  const Mb = m.def('Mb', m.without(MB, FailedRMW));
  const Noreturn = m.def('Noreturn', m.without(set('NORETURN'), W));
  const SrcuLock = set('Srcu-lock');
  const SrcuUnlock = set('Srcu-unlock');
  const SyncSrcu = set('Sync-srcu');
  const SyncRcu = set('Sync-rcu');
  const RcuLock = set('Rcu-lock');
  const RcuUnlock = set('Rcu-unlock');
  const Rmb = set('Rmb');
  const Wmb = set('Wmb');
  const Barrier = set('Barrier');
  const BeforeAtomic = set('Before-atomic');
  const AfterAtomic = set('After-atomic');
  const AfterSpinlock = set('After-spinlock');
  const AfterUnlockLock = set('After-unlock-lock');
  const AfterSrcuReadUnlock = set('After-srcu-read-unlock');

  const Marked = m.def(
    'Marked',
    m.either(
      m.not(M),
      IW,
      set('ONCE'),
      m.baseSet('RELEASE'),
      m.baseSet('ACQUIRE'),
      MB,
      RMW,
      LKR,
      LKW,
      UL,
      LF,
      RU,
      SrcuLock,
      SrcuUnlock,
    ),
  );
  const Plain = m.def('Plain', m.without(M, Marked));

  /* Dependencies, first as written, then carried on through memory. */
  const addr0 = program('addr');
  const ctrl0 = program('ctrl');
  const data0 = program('data');
  const NotSrcuUnlock = m.not(SrcuUnlock);
  const rfi = m.def('rfi', m.intersection(rf, int));
  const rfe = m.def('rfe', m.intersection(rf, ext));
  const carryDep = m.def('carry-dep', m.star(m.seq(data0, NotSrcuUnlock, rfi)));
  const addr = m.def('addr', m.seq(carryDep, addr0));
  const ctrl = m.def('ctrl', m.seq(carryDep, ctrl0));
  const data = m.def('data', m.seq(carryDep, data0));

  /* Critical sections. */
  const rcuRscs = program('rcu-rscs');
  m.flag('unmatched-rcu-lock', m.without(RcuLock, m.domain(rcuRscs)));
  m.flag('unmatched-rcu-unlock', m.without(RcuUnlock, m.range(rcuRscs)));
  const carrySrcuData = m.def('carry-srcu-data', m.star(m.seq(data0, NotSrcuUnlock, rf)));
  const srcuRscs = m.def('srcu-rscs', m.intersection(m.seq(SrcuLock, carrySrcuData, data0, SrcuUnlock), loc));
  m.flag('unmatched-srcu-lock', m.without(SrcuLock, m.domain(srcuRscs)));
  m.flag('unmatched-srcu-unlock', m.without(SrcuUnlock, m.range(srcuRscs)));
  const Everything = m.either(M, m.not(M));
  const id = m.identity(Everything);
  m.flag('multiple-srcu-matches', m.difference(m.seq(m.inverse(srcuRscs), srcuRscs), id));
  m.flag('invalid-sleep', m.intersection(rcuRscs, m.seq(po, SyncSrcu, po)));
  m.flag('srcu-bad-value-match', m.intersection(srcuRscs, m.baseRelation('different-values', 'values')));

  /* Locks. */
  const AllLocks = m.def('ALL-LOCKS', m.either(LKR, LKW, UL, LF, RU, SrcuLock, SrcuUnlock, SyncSrcu));
  m.flag('mixed-lock-accesses', m.seq(m.without(m.without(M, IW), AllLocks), loc, AllLocks));
  m.flag('lock-final', m.seq(set('FW'), loc, AllLocks));
  m.flag('unmatched-unlock', m.without(UL, m.range(program('critical'))));

  /* Release and acquire, fences. */
  const fencerel = (B: EventSet): Rel => m.seq(po, B, po);
  const maybePo = m.optional(po);
  const acqPo = m.def('acq-po', m.seq(Acquire, po, M));
  const poRel = m.def('po-rel', m.seq(M, po, Release));
  const poUnlockLockPo = m.def('po-unlock-lock-po', m.seq(po, UL, m.union(po, rf), LKR, po));
  const R4rmb = m.def('R4rmb', m.without(R, Noreturn));
  const rmb = m.def('rmb', m.seq(R4rmb, fencerel(Rmb), R4rmb));
  const wmb = m.def('wmb', m.seq(W, fencerel(Wmb), W));
  const mb = m.def(
    'mb',
    m.union(
      m.seq(M, fencerel(Mb), M),
      m.seq(M, po, m.both(Mb, R)),
      m.seq(m.both(Mb, W), po, M),
      m.seq(M, fencerel(BeforeAtomic), RMW, maybePo, M),
      m.seq(M, maybePo, RMW, fencerel(AfterAtomic), M),
      m.seq(M, maybePo, LKW, fencerel(AfterSpinlock), M),
      m.seq(M, poUnlockLockPo, AfterUnlockLock, po, M),
      m.seq(M, maybePo, SrcuUnlock, fencerel(AfterSrcuReadUnlock), M),
    ),
  );
  const gp = m.def('gp', m.seq(po, m.either(SyncRcu, SyncSrcu), maybePo));
  const strongFence0 = m.def('strong-fence', m.union(mb, gp));
  const nonrwFence = m.def('nonrw-fence', m.union(strongFence0, poRel, acqPo));
  const fence0 = m.def('fence', m.union(nonrwFence, wmb, rmb));
  const barrier = m.def(
    'barrier',
    m.union(
      fencerel(
        m.either(
          Barrier,
          Rmb,
          Wmb,
          Mb,
          SyncRcu,
          SyncSrcu,
          BeforeAtomic,
          AfterAtomic,
          Acquire,
          Release,
          RcuLock,
          RcuUnlock,
          SrcuLock,
          SrcuUnlock,
        ),
      ),
      m.seq(po, Release),
      m.seq(Acquire, po),
    ),
  );

  /* Coherence and atomicity. */
  const fr = m.def('fr', m.seq(m.inverse(rf), co));
  const coe = m.def('coe', m.intersection(co, ext));
  const fre = m.def('fre', m.intersection(fr, ext));
  const com = m.def('com', m.union(rf, co, fr));
  const poLoc = m.def('po-loc', m.intersection(po, loc));
  m.axiom('acyclic', 'coherence', m.union(poLoc, com));
  m.axiom('empty', 'atomic', m.intersection(rmw, m.seq(fre, coe)));

  /* Preserved program order. */
  const dep = m.def('dep', m.union(addr, data));
  const rwdep = m.def('rwdep', m.seq(m.union(dep, ctrl), W));
  const overwrite = m.def('overwrite', m.union(co, fr));
  const toW = m.def('to-w', m.union(rwdep, m.intersection(overwrite, int), m.seq(addr, Plain, wmb)));
  const toR = m.def('to-r', m.union(m.seq(addr, R), m.seq(dep, Marked, rfi)));
  const ppo = m.def(
    'ppo',
    m.union(toR, toW, m.intersection(fence0, int), m.intersection(poUnlockLockPo, int)),
  );

  /* Propagation. */
  const cumul = (r: Rel): Rel => m.seq(m.optional(m.seq(rfe, Marked)), r);
  const rmwSequence = m.def('rmw-sequence', m.star(m.seq(rf, rmw)));
  const cumulFence = m.def(
    'cumul-fence',
    m.seq(Marked, m.union(cumul(m.union(strongFence0, poRel)), wmb, poUnlockLockPo), Marked, rmwSequence),
  );
  const cumulFences = m.star(cumulFence);
  const maybeRfe = m.optional(rfe);
  const prop = m.def(
    'prop',
    m.seq(Marked, m.optional(m.intersection(overwrite, ext)), cumulFences, Marked, maybeRfe, Marked),
  );

  /* Happens-before. */
  const hb = m.def(
    'hb',
    m.seq(Marked, m.union(ppo, rfe, m.intersection(m.difference(prop, id), int)), Marked),
  );
  m.axiom('acyclic', 'happens-before', hb);
  const hbs = m.star(hb);
  const pb = m.def('pb', m.seq(prop, strongFence0, hbs, Marked));
  m.axiom('acyclic', 'propagation', pb);
  const pbs = m.star(pb);

  /* Grace periods and critical sections. */
  const rcuGp = m.def('rcu-gp', m.identity(SyncRcu));
  const srcuGp = m.def('srcu-gp', m.identity(SyncSrcu));
  const rcuRscsi = m.def('rcu-rscsi', m.inverse(rcuRscs));
  const srcuRscsi = m.def('srcu-rscsi', m.inverse(srcuRscs));
  const rcuLink = m.def('rcu-link', m.seq(maybePo, hbs, pbs, prop, po));
  const rcuOrder = m.fixpoint('rcu-order', (order) => {
    const between = m.union(rcuLink, m.seq(rcuLink, order, rcuLink));
    return m.union(
      rcuGp,
      srcuGp,
      m.seq(rcuGp, between, rcuRscsi),
      m.intersection(m.seq(srcuGp, between, srcuRscsi), loc),
      m.seq(rcuRscsi, between, rcuGp),
      m.intersection(m.seq(srcuRscsi, between, srcuGp), loc),
      m.seq(order, rcuLink, order),
    );
  });
  const rcuFence = m.def('rcu-fence', m.seq(po, rcuOrder, maybePo));
  const fence = m.def('fence', m.union(fence0, rcuFence));
  const strongFence = m.def('strong-fence', m.union(strongFence0, rcuFence));
  const rb = m.def('rb', m.seq(prop, rcuFence, hbs, pbs, Marked));
  m.axiom('irreflexive', 'rcu', rb);

  /* Plain accesses: mixed with marked ones without a barrier between. */
  const PlainW = m.both(Plain, W);
  const unfenced = m.difference(poLoc, barrier);
  m.flag(
    'mixed-accesses',
    m.def('mixed-accesses', m.union(m.seq(PlainW, unfenced, Marked), m.seq(Marked, unfenced, PlainW))),
  );

  /* Visibility and executes-before. */
  const xbstar = m.def('xbstar', m.star(m.union(hb, pb, rb)));
  const vis = m.def(
    'vis',
    m.seq(
      cumulFences,
      maybeRfe,
      Marked,
      m.union(m.seq(strongFence, Marked, xbstar), m.intersection(xbstar, int)),
    ),
  );
  const NotNoreturn = m.not(Noreturn);
  const wPreBounded = m.def('w-pre-bounded', m.seq(Marked, m.optional(m.union(addr, fence))));
  const rPreBounded = m.def(
    'r-pre-bounded',
    m.seq(Marked, m.optional(m.union(addr, nonrwFence, m.seq(R4rmb, fencerel(Rmb), NotNoreturn)))),
  );
  const wPostBounded = m.def('w-post-bounded', m.seq(m.optional(fence), Marked, rmwSequence));
  const rPostBounded = m.def(
    'r-post-bounded',
    m.seq(m.optional(m.union(nonrwFence, m.seq(NotNoreturn, fencerel(Rmb), R4rmb))), Marked),
  );
  const wwVis = m.def(
    'ww-vis',
    m.union(fence, m.seq(strongFence, xbstar, wPreBounded), m.seq(wPostBounded, vis, wPreBounded)),
  );
  const wrVis = m.def(
    'wr-vis',
    m.union(fence, m.seq(strongFence, xbstar, rPreBounded), m.seq(wPostBounded, vis, rPreBounded)),
  );
  const rwXbstar = m.def('rw-xbstar', m.union(fence, m.seq(rPostBounded, xbstar, wPreBounded)));

  /* Coherence of plain accesses, and races. */
  const preRace = m.def(
    'pre-race',
    m.intersection(ext, m.union(m.product(Plain, M), m.product(m.without(M, IW), Plain))),
  );
  const wrIncoh = m.def('wr-incoh', m.intersection(preRace, rf, m.inverse(rwXbstar)));
  const rwIncoh = m.def('rw-incoh', m.intersection(preRace, fr, m.inverse(wrVis)));
  const wwIncoh = m.def('ww-incoh', m.intersection(preRace, co, m.inverse(wwVis)));
  m.axiom('empty', 'plain-coherence', m.union(wrIncoh, rwIncoh, wwIncoh));
  const wwNonrace = m.def(
    'ww-nonrace',
    m.intersection(wwVis, m.union(m.product(Marked, W), rwXbstar), m.union(m.product(W, Marked), wrVis)),
  );
  const wwRace = m.def('ww-race', m.difference(m.intersection(preRace, co), wwNonrace));
  const wrRace = m.def(
    'wr-race',
    m.difference(
      m.difference(m.intersection(preRace, m.seq(m.optional(co), rf)), wrVis),
      m.inverse(rwXbstar),
    ),
  );
  const rwRace = m.def('rw-race', m.difference(m.intersection(preRace, fr), rwXbstar));
  m.flag('data-race', m.union(wwRace, wrRace, rwRace));

  return m.build('LKMM of Linux 7.2');
}
