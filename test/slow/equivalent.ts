/**
 * Mutants that no test can notice, each with the argument why. The arguments use these facts of the
 * model; tags are taken to stand on the events on which the kernel's macros put them.
 *
 * "Fence event": an event that is neither load nor store (fences, synchronize_srcu). It is marked.
 * LEAVE: besides the identity only gp, po-unlock-lock-po and rcu-fence lead out of a fence event f, and
 *   each begins with po: what they reach from f they reach from everything po-before f as well.
 * ENTER: besides the identity only gp, po-unlock-lock-po and rcu-fence lead into a fence event f, and each
 *   ends in po or po?: where they enter f they enter everything po-after f as well. So do the hb, pb and
 *   rb steps that end with them.
 * HANDOVER: po-unlock-lock-po and smp_mb__after_unlock_lock from one thread to another go from an
 *   access a over an unlock u and the acquisition k that reads it to c: po-rel(a, u), rfe(u, k) and, if c
 *   is an access, acq-po(k, c). These are po-rel and rfe of a cumul-fence and prop, and hb steps if a and
 *   c are marked. From a fence event a there is, by ENTER, whatever entered a to enter u instead.
 * RMW: the store of a read-modify-write overwrites what its load read, so rmw is in to-w (overwrite & int)
 *   and rmw-sequence in hb*. With HANDOVER, cumul-fence from an access, rfe and, between marked events,
 *   fence are in hb*, rcu-fence in rb; so vis, and between marked events fence', are in xbstar.
 * ABSORB: pb ends in hb* and rb in hb* ; pb*, and both begin and end at marked events.
 */

export interface Equivalents {
  readonly argument: string;
  readonly mutants: readonly string[];
}

export const equivalents: readonly Equivalents[] = [
  {
    argument:
      'rb is transitive: where two of them meet, po? ; hb* ; pb* ; prop ; po is a rcu-link between two ' +
      'rcu-orders, and rcu-order ; rcu-link ; rcu-order is in rcu-order. So a cycle of rb is a loop.',
    mutants: ['axiom rcu: acyclic, not irreflexive'],
  },
  {
    argument:
      'FailedRMW holds what is in RMW and in no rmw pair: loads of failed operations only. RELEASE \\ R holds ' +
      'no loads.',
    mutants: ['Release: in (RELEASE \\ R) \\ FailedRMW: FailedRMW no longer taken away'],
  },
  {
    argument:
      'rmw(r, w) & fre? ; coe?: the two halves are of one thread, so a store between them in the coherence ' +
      'order that is of another thread than one half is of another thread than both.',
    mutants: ['coe: ext dropped', 'fre: ext dropped'],
  },
  {
    argument:
      'New are pairs (a, f) of an acquire and a fence event po-after it. By LEAVE what goes on from f goes on ' +
      'from a, which is marked, in the same relation; and acq-po is no strong fence, so that a step less in ' +
      'front of it loses nothing.',
    mutants: ['acq-po: ends anywhere, not in M'],
  },
  {
    argument:
      'New are pairs (f, w) of a fence event and a marked store-release or unlock po-after it. By ENTER what ' +
      'enters f enters w, in the same relation; po-rel is no strong fence, so that the step left out loses nothing.',
    mutants: ['po-rel: begins anywhere, not in M'],
  },
  {
    argument:
      'New are pairs (f, r) of a fence event and a marked load tagged MB po-after it. By ENTER what enters f by gp ' +
      'or rcu-fence, which are strong, enters r. What enters by po-unlock-lock-po comes from an access a: in ' +
      'one thread mb(a, r) holds; from another, HANDOVER has prop up to the acquisition k, and mb(k, r) holds.',
    mutants: ['mb: in [M] ; po ; [R & Mb]: begins anywhere, not in M'],
  },
  {
    argument:
      'New are pairs (a, f) with an atomic operation m between the fence and the fence event f. m is a marked ' +
      'access, so mb(a, m) holds, and by LEAVE what goes on from f goes on from m.',
    mutants: ['mb: in [M] ; po ; [Before-atomic] ; po ; [RMW] ; po? ; [M]: ends anywhere, not in M'],
  },
  {
    argument:
      'New are pairs (f, e) of a fence event po-before the access m (atomic operation, acquisition, SRCU ' +
      'unlock) that the clause is about. m is marked and mb(m, e) holds, and by ENTER what enters f enters m.',
    mutants: [
      'mb: in [M] ; po? ; [RMW]: begins anywhere, not in M',
      'mb: in [M] ; po? ; [LKW]: begins anywhere, not in M',
      'mb: in [M] ; po? ; [Srcu-unlock]: begins anywhere, not in M',
    ],
  },
  {
    argument:
      'New are pairs (f, e) of a fence event f, then an unlock u, an acquisition k, e. By ENTER what enters f enters ' +
      'u, and k if that is of the same thread; from there rfe(u, k) and acq-po(k, e), the last as part of ' +
      'w-pre-bounded or r-pre-bounded if e is plain. That is enough where f was entered by gp or rcu-fence, ' +
      'since these are strong themselves. What entered f by po-unlock-lock-po came from an access b: mb(b, e) ' +
      'holds in one thread, and mb(k0, e) from the acquisition k0 of the first handover otherwise. Where vis ' +
      'wants (a, f) in xbstar & int, a is po-before u, and po-rel(a, u) leads over; if it were po-after, ENTER ' +
      'would make a a cycle of xbstar.',
    mutants: ['mb: in [M] ; po-unlock-lock-po ; [After-unlock-lock]: begins anywhere, not in M'],
  },
  {
    argument:
      'wmb begins at a store; if that is marked, the address dependency to it is in rwdep and the wmb in ' +
      'fence & int: two steps of ppo instead of one, all three events marked, and hb is only used closed.',
    mutants: ["to-w: in addr' ; [Plain]: ends anywhere, not in Plain"],
  },
  {
    argument:
      'addr reaches loads, stores and synchronize_srcu: stores are in rwdep already, and a grace period has gp, ' +
      'which is in fence & int, from everything po-before it.',
    mutants: ["to-r: in addr' ; [R]: ends anywhere, not in R"],
  },
  {
    argument:
      'The only fence from one thread to another that ppo sees is smp_mb__after_unlock_lock, from access to ' +
      'access; HANDOVER has hb steps for it.',
    mutants: ['ppo: in int & fence: int dropped'],
  },
  {
    argument:
      'po-unlock-lock-po is a cumul-fence and so in prop between marked events; within a thread it is in hb as ' +
      'prop & int. From thread to thread HANDOVER has hb steps for it; if it ends at a fence event, what goes ' +
      'on from there goes on from the acquisition (LEAVE).',
    mutants: [
      'ppo: in int & po-unlock-lock-po: int dropped',
      'ppo: in int & po-unlock-lock-po: ext, not int',
      'ppo: int & po-unlock-lock-po dropped',
    ],
  },
  {
    argument:
      'prop up to the first strong-fence, the fence, and the rest, which is in hb* (RMW), are a pb. So hb loses ' +
      'only what pb has; pb, rcu-link and rb with such a prop are pb followed by what they are without it, ' +
      'and by ABSORB cycles and xbstar stay the same. vis has the fence in its own strong-fence, followed by ' +
      'xbstar.',
    mutants: ['cumul-fence: in po-rel | strong-fence: strong-fence dropped'],
  },
  {
    argument:
      'prop that begins with an overwrite within a thread is a step of hb (to-w; the overwriting store is marked, ' +
      'as the rest of prop begins there) and a prop without it. By ABSORB the step in front of pb, rb or ' +
      'rcu-link goes into what precedes it, round the cycle if need be; within hb the two are hb steps.',
    mutants: ['prop: in ext & overwrite: ext dropped'],
  },
  {
    argument:
      'Whatever follows hb, pb, rb and xbstar begins at a marked event: hb, prop and with it pb and rb, ' +
      'w-pre-bounded, r-pre-bounded. A step that ends at a plain access is never followed by anything.',
    mutants: [
      'hb: ends anywhere, not in Marked',
      'pb: ends anywhere, not in Marked',
      'rb: ends anywhere, not in Marked',
    ],
  },
  {
    argument:
      'What follows is a step of xbstar, which begins at a marked event, or, if there is none, w-pre-bounded or ' +
      'r-pre-bounded, which do too.',
    mutants: ["vis: in strong-fence' ; [Marked]: ends anywhere, not in Marked"],
  },
  {
    argument:
      'What follows r-post-bounded is a step of xbstar or w-pre-bounded, and both begin at a marked event.',
    mutants: ['r-post-bounded: ends anywhere, not in Marked'],
  },
  {
    argument:
      'vis and xbstar steps end at marked events, so a plain access c can only stand between strong-fence and ' +
      "the last step: strong-fence'(w, c), then addr or fence from c to e. If both stay in one thread, (w, e) " +
      'is no pair of two threads. If one stays, the two are one fence of the kind of the other, which begins ' +
      'and ends in po. If neither does, they are handovers or rcu-fences: two rcu-fences are one; a handover ' +
      "after either is reached by strong-fence' to its unlock, rfe, and acq-po; a rcu-fence after a handover by " +
      'po-rel to the unlock (w-post-bounded), rfe (vis), and the rcu-fence from the acquisition.',
    mutants: [
      'w-pre-bounded: begins anywhere, not in Marked',
      'r-pre-bounded: begins anywhere, not in Marked',
    ],
  },
  {
    argument: 'pre-race is only used together with rf, co and fr, whose ends are accesses.',
    mutants: ['pre-race: in Plain * M: to anywhere'],
  },
  {
    argument: 'ww-nonrace is only taken away from pairs in co, whose ends are stores.',
    mutants: ['ww-nonrace: in Marked * W: to anywhere', 'ww-nonrace: in W * Marked: from anywhere'],
  },
  {
    argument:
      "For a marked store w, ww-vis(w, e) implies rw-xbstar(w, e): fence' is in both; strong-fence', " +
      'w-post-bounded and vis from a marked store are in xbstar (RMW), r-post-bounded may be empty, and ' +
      'w-pre-bounded is the same in both.',
    mutants: ['ww-nonrace: in rw-xbstar | Marked * W: Marked * W dropped'],
  },
  {
    argument:
      "The later fence adds rcu-fence, which is in strong-fence'; rmw-sequence and vis after it are in xbstar " +
      "(RMW). So strong-fence' ; xbstar has the same pairs in ww-vis and wr-vis.",
    mutants: ["w-post-bounded: in fence'?: in place of fence', the earlier definition of that name"],
  },
  {
    argument:
      'The store of smp_store_mb is marked either way, and everything that follows it follows the fence behind ' +
      'it, which orders whatever the tag would.',
    mutants: ['smp_store_mb: tag ONCE read as MB'],
  },
];
