/**
 * `npm run fuzz -- --count N --seed S`: random tests before both judges, whole logs compared, a
 * difference shrunk to a minimal test. `--axioms` shows instead how many tests notice a missing axiom.
 * Exit status: 0 the judges agree, 1 they differ, 2 wrong usage, 4 herd7 is missing.
 */

import process from 'node:process';
import { parseArgs } from 'node:util';
import { locateHerd } from '../../src/herd/locate.ts';
import { crossCheck } from './cross-check.ts';
import { report } from './minimal.ts';
import { sample } from './sampling.ts';
import { sensitivity, sensitivityTable } from './sensitivity.ts';

const usage = `usage: npm run fuzz -- [--count N] [--seed S] [--from I] [--only I] [--axioms]
                      [--jobs N] [--limit SECONDS] [--shrink N]
  --count N    tests to make (1000)           --seed S   where they come from (the clock)
  --from I     begin at the I-th test         --only I   that test alone
  --jobs N     herd7 processes (2)            --limit S  seconds for a test and a judge (5)
  --shrink N   differences to shrink and show (3)
  --axioms     judge with each axiom and flag taken out in turn; needs no herd7
`;

interface Settings {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly jobs: number;
  readonly seconds: number;
  readonly shrink: number;
  readonly axioms: boolean;
}

/** What the arguments ask for, or what is wrong with them. */
function settings(): Settings | string {
  const whole = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: {
        count: whole,
        seed: whole,
        from: whole,
        only: whole,
        jobs: whole,
        limit: whole,
        shrink: whole,
        axioms: { type: 'boolean', default: false },
      },
    });
    const number = (text: string | undefined, fallback: number): number => {
      if (text === undefined) return fallback;
      if (!/^\d{1,9}$/.test(text)) throw new RangeError(`a whole number is needed, not '${text}'`);
      return Number(text);
    };
    const only = values.only === undefined ? undefined : number(values.only, 0);
    return {
      seed: number(values.seed, Date.now() % 1_000_000),
      from: only ?? number(values.from, 0),
      count: only === undefined ? number(values.count, 1000) : 1,
      jobs: Math.max(1, number(values.jobs, 2)),
      seconds: Math.max(1, number(values.limit, 5)),
      shrink: number(values.shrink, 3),
      axioms: values.axioms,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function main(): Promise<number> {
  const asked = settings();
  if (typeof asked === 'string') {
    process.stderr.write(`fuzz: ${asked}\n${usage}`);
    return 2;
  }
  const { seed, from, count } = asked;
  process.stdout.write(`seed ${seed}, ${count} tests from ${from}\n`);
  return asked.axioms ? missingAxioms(asked) : judges(asked);
}

function missingAxioms({ seed, from, count }: Settings): number {
  let done = 0;
  const rows = sensitivity(sample(seed, from, count), ['axiom', 'flag'], () => {
    if (++done % 200 === 0) process.stderr.write(`  ${done} tests\n`);
  });
  process.stdout.write(`${sensitivityTable(rows)}\n`);
  return rows.every((r) => r.kind === 'flag' || r.changed * 100 >= r.judged) ? 0 : 1;
}

async function judges({ seed, from, count, jobs, seconds, shrink }: Settings): Promise<number> {
  const location = await locateHerd({ option: { use: 'require' } });
  if (location.status !== 'found') {
    const reason = 'reason' in location ? `${location.reason}; ${location.hint}` : 'herd7 is off';
    process.stderr.write(`fuzz: ${reason}\n`);
    return 4;
  }
  const found = await crossCheck(location.herd, {
    seed,
    from,
    count,
    limits: { jobs, seconds },
    shrink,
    progress: (done, differences) => process.stderr.write(`  ${done} tests, ${differences} differences\n`),
    show: (difference) => process.stdout.write(`${report(difference)}\n`),
  });
  const list = (what: string, indices: readonly number[]): string =>
    indices.length === 0 ? '' : `${what}: ${indices.join(' ')}\n`;
  process.stdout.write(
    `${found.distribution.table()}\n` +
      list('different but for the numbers of symbols', found.symbols) +
      list('at a limit', found.undecided) +
      list('DIFFERENT', found.different) +
      `herd7 ${found.herdSeconds.toFixed(1)} s of CPU, the slowest test ${found.slowest} s; ` +
      `mbpair ${found.ourSeconds.toFixed(1)} s\n`,
  );
  return found.different.length > 0 ? 1 : 0;
}

process.exitCode = await main();
