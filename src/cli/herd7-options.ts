/**
 * herd7's options, and what each means here: one row an option. What changes no verdict is let pass,
 * what we do as well is done, and what would make herd7 answer otherwise is refused, never passed over.
 */

import { didYouMean } from '../base/suggest.ts';

type Treatment =
  /** `interpret` reads it. */
  | { readonly is: 'done' }
  /** Draws or words something that we do not; `told`: what to tell who writes it on the command line. */
  | { readonly is: 'idle'; readonly told?: string }
  /** Only with these values herd7 answers as mbpair does. */
  | { readonly is: 'only'; readonly values: readonly string[] }
  | { readonly is: 'refused'; readonly why: string };

interface Row {
  readonly names: string;
  readonly value: boolean;
  readonly treatment: Treatment;
}

const otherAnswer = 'it changes what herd7 answers, and mbpair has no such mode';
const picture = 'no picture is drawn here (mbpair explain draws pictures)';
const row = (names: string, value: boolean, treatment: Treatment): Row => ({ names, value, treatment });
const only = (...values: string[]): Treatment => ({ is: 'only', values });
const refused = (why = otherAnswer): Treatment => ({ is: 'refused', why });
const idle = (told?: string): Treatment => (told === undefined ? { is: 'idle' } : { is: 'idle', told });

const rows: readonly Row[] = [
  row('version libdir help -help v q', false, { is: 'done' }),
  row('conf bell macros model cat I set-libdir exit timeout unroll', true, { is: 'done' }),
  row('speedcheck', true, { is: 'done' }),
  row('variant', true, only('lkmmv2')),
  row('machsize', true, only('auto')),
  row('restrict through throughflag badflag maxphantom', true, only('none')),
  row('checkfilter badexecs', true, only('true')),
  row('hexa initwrites strictskip statelessrc11 candidates outcomereads dumpes', true, only('false')),
  row('optace archcheck morefences suffix', true, idle()),
  row('o show showflag nshow showone view', true, idle(picture)),
  row('gv evince preview', false, idle(picture)),
  row(
    'graph dotmode dotcom showevents mono scale xscale yscale dsiy siwidth ptscale boxscale showthread ' +
      'shift edgemerge labelinit showlegend showkind shortlegend squished fixedsize extrachars ' +
      'showobserved brackets texmacros tikz showpo showinitrf showfinalrf initrfpos finalrfpos oneinit ' +
      'initpos showinitwrites threadposy doshow unshow symetric noid classes showraw splines margin pad ' +
      'sep fontname fontsize edgefontsizedelta penwidth arrowsize edgeattr overlap relabel withbox ' +
      'labelbox movelabel dotheader cycles',
    true,
    idle(),
  ),
  row('skipcheck skipchecks', true, refused()),
  row('dumpallfaults', false, refused()),
  row('endian debug switch', true, refused()),
  row('names excl rename kinds conds', true, refused('mbpair takes no such list: name the files themselves')),
  row('web c11', false, refused('mbpair judges by the memory model of the Linux kernel only')),
];

const table = new Map(rows.flatMap((r) => r.names.split(' ').map((name) => [name, r] as const)));

/** One option as it was written. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** The configuration file and its line; undefined: the command line. */
  readonly from?: string;
}

/** Throws with a sentence for the user. */
export class BadOption extends Error {}

/** herd7's command line: `-name value` or `-name=value`, and files between them. */
export function readArguments(argv: readonly string[]): { settings: Setting[]; files: string[] } {
  const settings: Setting[] = [];
  const files: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    if (!arg.startsWith('-') || arg === '-') {
      files.push(arg);
      continue;
    }
    const [, name = '', , glued] = /^-([^=]*)(=(.*))?$/s.exec(arg) ?? [];
    const known = rowOf(name, `-${name}`);
    if (!known.value && glued !== undefined) throw new BadOption(`option '-${name}' takes no value`);
    const value = known.value ? (glued ?? argv[++i]) : '';
    if (value === undefined) throw new BadOption(`option '-${name}' needs a value`);
    settings.push({ name, value });
  }
  return { settings, files };
}

/** A configuration file: a name and its value a line, `#` begins a comment. */
export function readConfiguration(file: string, text: string): Setting[] {
  return text.split('\n').flatMap((line, i) => {
    const [, name, value = ''] = /^\s*([^\s#]+)\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) return [];
    const from = `${file}:${i + 1}`;
    rowOf(name, name, from);
    return [{ name, value, from }];
  });
}

function rowOf(name: string, shown: string, from?: string): Row {
  const found = table.get(name);
  if (found !== undefined) return found;
  const near = didYouMean(name, table.keys());
  const place = from === undefined ? '' : `${from}: `;
  throw new BadOption(`${place}unknown option '${shown}'${near === undefined ? '' : `; ${near}`}`);
}

/** What the options ask for. */
export interface Herd7Request {
  /** Files of the model as named; undefined: none was. */
  readonly model?: string;
  readonly bell?: string;
  readonly macros?: string;
  /** Where files of the model are looked for, behind the working folder. */
  readonly folders: readonly string[];
  /** Stop at the first test that is refused. */
  readonly exit: boolean;
  /** undefined: no limit. */
  readonly timeoutMs?: number;
  readonly unroll: number;
  readonly verbose: boolean;
  /** Options that have no effect here and whose user may expect one. */
  readonly notes: readonly string[];
}

/** Settings in their order, those of configuration files where the file was named; the last one counts. */
export function interpret(settings: readonly Setting[]): Herd7Request {
  const last = (...names: string[]): string | undefined =>
    settings.findLast((s) => names.includes(s.name))?.value;
  const notes: string[] = [];
  for (const setting of settings) {
    const note = noteOn(setting);
    if (note !== undefined) notes.push(note);
  }
  const named = { model: last('model', 'cat'), bell: last('bell'), macros: last('macros') };
  const timeout = last('timeout') ?? 'none';
  return {
    ...(named.model === undefined ? {} : { model: named.model }),
    ...(named.bell === undefined ? {} : { bell: named.bell }),
    ...(named.macros === undefined ? {} : { macros: named.macros }),
    folders: settings.flatMap((s) => (s.name === 'I' || s.name === 'set-libdir' ? [s.value] : [])),
    exit: choice('exit', last('exit') ?? 'false', { true: true, false: false }),
    ...(timeout === 'none' ? {} : { timeoutMs: 1000 * number('timeout', timeout, /^\d+(\.\d*)?$/) }),
    unroll: number('unroll', last('unroll') ?? '2', /^\d+$/),
    verbose: settings.some((s) => s.name === 'v'),
    notes,
  };
}

function noteOn({ name, value, from }: Setting): string | undefined {
  const { treatment } = rowOf(name, name, from);
  const place = from === undefined ? '' : `${from}: `;
  const written = `${from === undefined ? '-' : ''}${name}${value === '' ? '' : ` ${value}`}`;
  switch (treatment.is) {
    case 'done':
      if (name !== 'speedcheck') return undefined;
      // herd7 stops at the first witness then, and prints "Always 1 0" of a test that is Sometimes.
      return choice(name, value, { true: true, fast: true, false: false })
        ? `${place}${written}: every execution is counted all the same, so that word and counts are right`
        : undefined;
    case 'idle':
      return from === undefined && treatment.told !== undefined ? `${written}: ${treatment.told}` : undefined;
    case 'only':
      if (treatment.values.includes(value)) return undefined;
      throw new BadOption(`${place}${written}: ${otherAnswer}; only '${treatment.values.join("', '")}'`);
    case 'refused':
      throw new BadOption(`${place}${written}: ${treatment.why}`);
    default:
      return treatment satisfies never;
  }
}

function choice<T>(name: string, value: string, choices: Readonly<Record<string, T>>): T {
  const found = Object.entries(choices).find(([word]) => word === value);
  if (found === undefined) {
    throw new BadOption(
      `wrong value '${value}'; option '-${name}' expects ${Object.keys(choices).join(' or ')}`,
    );
  }
  return found[1];
}

function number(name: string, value: string, form: RegExp): number {
  if (!form.test(value)) throw new BadOption(`wrong value '${value}'; option '-${name}' expects a number`);
  return Number(value);
}

/** The options by what becomes of them. */
export function optionsHelp(): string {
  const names = (of: (t: Treatment) => boolean): string =>
    rows
      .filter((r) => of(r.treatment))
      .flatMap((r) => r.names.split(' '))
      .map((n) => `-${n}`)
      .join(' ');
  const limited = rows.flatMap((r) =>
    r.treatment.is === 'only' ? [[r.names, r.treatment.values.join(' ')] as const] : [],
  );
  return [
    ['Done as herd7 does:', names((t) => t.is === 'done')],
    ['Without effect, as no verdict depends on them:', names((t) => t.is === 'idle')],
    ...limited.map(([which, value]) => [
      `Only with the value ${value}:`,
      which
        .split(' ')
        .map((n) => `-${n}`)
        .join(' '),
    ]),
    ['Refused:', names((t) => t.is === 'refused')],
  ]
    .map(([title = '', list = '']) => `${title}\n${wrapped(list)}`)
    .join('\n');
}

function wrapped(words: string): string {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length + 1 > 78) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}
