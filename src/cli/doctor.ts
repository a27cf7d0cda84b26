/** `mbpair doctor`: what is installed, in which version, and what to do about what is missing. */

import { resolve } from 'node:path';
import { visible } from '../base/diagnostic.ts';
import { type HerdOrigin, oldestHerd, parseHerdOption } from '../herd/installation.ts';
import { type HerdLocation, locateHerd, locateKlitmus, readModelFolder } from '../herd/locate.ts';
import { differingFiles, linux72, type ModelFolder, modelFileNames } from '../herd/model-files.ts';
import { modelDigest } from '../herd/recorded-verdicts.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import { type ColourMode, painter, usesColour } from './colour.ts';
import { recordingsBeside } from './herd-recordings.ts';
import type { Io } from './io.ts';
import { libraryFiles } from './scenario-inputs.ts';
import { version } from './version.ts';

export interface DoctorOptions {
  /** `auto` or a path. */
  readonly herd: string;
  readonly requireHerd: boolean;
  readonly colour: ColourMode;
  readonly lkmm?: string;
}

interface Line {
  readonly state: 'ok' | 'note' | 'missing';
  readonly what: string;
  readonly found: string;
  readonly details: readonly string[];
}

const oldestNode = [20, 19] as const;

/** 0, or 4 when herd7 is required and it or its model is missing. */
export async function doctor(options: DoctorOptions, io: Io): Promise<ExitStatus> {
  const lkmm = options.lkmm === undefined ? undefined : resolve(io.cwd, options.lkmm);
  const option = parseHerdOption(options.herd === 'off' ? 'auto' : options.herd);
  const herd = await locateHerd({ option, env: io.env, ...(lkmm === undefined ? {} : { lkmm }) });
  const lines: Line[] = [
    { state: 'ok', what: 'mbpair', found: version, details: ['its own judge needs nothing else'] },
    nodeLine(),
    herdLine(herd),
    await modelLine(herd, lkmm ?? io.env['MBPAIR_LKMM']),
    await recordedLine(io),
    await klitmusLine(io),
  ];
  const paint = painter(usesColour(options.colour, io.env, io.stdout));
  const colours = { ok: 'green', note: 'yellow', missing: 'red' } as const;
  for (const { state, what, found, details } of lines) {
    io.stdout.write(`${paint(colours[state], state.padEnd(8))}${what.padEnd(9)}${visible(found)}\n`);
    for (const detail of details) io.stdout.write(`${' '.repeat(17)}${visible(detail)}\n`);
  }
  return options.requireHerd && herd.status !== 'found' ? 4 : 0;
}

function nodeLine(): Line {
  const found = process.versions.node;
  const [major = 0, minor = 0] = found.split('.').map(Number);
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const wanted = oldestNode.join('.');
  return enough
    ? { state: 'ok', what: 'node', found, details: [`${wanted} or later is needed`] }
    : {
        state: 'missing',
        what: 'node',
        found,
        details: [`${wanted} or later is needed: install a newer one`],
      };
}

const origins: Readonly<Record<HerdOrigin, string>> = {
  option: 'named by --herd',
  path: 'found on PATH',
  cache: 'set up by herd/setup.sh',
};

function herdLine(herd: HerdLocation): Line {
  const what = 'herd7';
  switch (herd.status) {
    case 'found': {
      const { argv, version: found, origin } = herd.herd;
      return { state: 'ok', what, found, details: [`${origins[origin]}: ${executableIn(argv)}`] };
    }
    case 'off':
      return { state: 'note', what, found: 'switched off', details: [] };
    case 'absent':
    case 'error':
      return {
        state: 'missing',
        what,
        found: herd.reason,
        details: [
          'mbpair judges without it; with it, every verdict is cross-checked',
          'in a clone of mbpair: herd/setup.sh (Debian, Ubuntu; no root needed)',
          `elsewhere: opam install herdtools7.${oldestHerd}, then name a kernel tree with --lkmm`,
        ],
      };
    default:
      return herd satisfies never;
  }
}

/** The command may begin with a loader; the program is the first word that is called herd7. */
function executableIn(argv: readonly string[]): string {
  return argv.find((word) => /(^|[/\\])herd7[^/\\]*$/.test(word)) ?? argv[0] ?? 'herd7';
}

async function modelLine(herd: HerdLocation, named: string | undefined): Promise<Line> {
  const what = 'model';
  const model = herd.status === 'found' ? herd.herd.model : await namedModel(named);
  if (model === undefined) {
    const details = [
      'the built-in model is that of Linux 7.2',
      'herd/setup.sh brings its files, or --lkmm names a kernel tree',
    ];
    return { state: 'missing', what, found: 'no files for herd7', details };
  }
  if (typeof model === 'string')
    return { state: 'missing', what, found: model, details: ['name a kernel tree with --lkmm'] };
  const differing: readonly string[] = differingFiles(model.digests);
  if (differing.length === 0) {
    return { state: 'ok', what, found: 'Linux 7.2, as built in', details: [model.folder] };
  }
  return {
    state: 'note',
    what,
    found: 'not that of Linux 7.2, which is built in',
    details: [
      model.folder,
      ...modelFileNames.map((file) => `${file}: ${differing.includes(file) ? 'differs' : 'the same'}`),
      'where herd7 disagrees with mbpair, this may be why; use the files of Linux 7.2 to compare',
    ],
  };
}

async function namedModel(named: string | undefined): Promise<ModelFolder | string | undefined> {
  return named === undefined || named === '' ? undefined : readModelFolder(named);
}

/** herd7's verdicts beside the library: of how much of it, by whom, of when. */
async function recordedLine(io: Io): Promise<Line> {
  const what = 'recorded';
  const { folder, files } = await libraryFiles(io);
  if (folder === undefined) return { state: 'note', what, found: 'no library of scenarios', details: [] };
  const all = await recordingsBeside(folder, files.keys());
  const recorded = all.flatMap((r) => r.recorded ?? []);
  const ofOtherModel = recorded.filter((r) => r.model !== modelDigest(linux72));
  const trouble = [
    ...all.flatMap((r) => r.problems).map((d) => `${d.source.name}: ${d.message}`),
    ...ofOtherModel.map((r) => `${r.scenario}: by another model than the built-in one`),
    ...(recorded.length < files.size ? [`${files.size - recorded.length} without verdicts`] : []),
  ];
  const dates = recorded.map((r) => r.date).sort();
  const [oldest, newest] = [dates.at(0), dates.at(-1)];
  const when = oldest === newest ? `on ${oldest}` : `from ${oldest} to ${newest}`;
  const versions = [...new Set(recorded.map((r) => r.herd7))].join(' and ');
  const scenarios = `${recorded.length} ${recorded.length === 1 ? 'scenario' : 'scenarios'}`;
  return {
    state: trouble.length === 0 ? 'ok' : 'missing',
    what,
    found: recorded.length === 0 ? 'no verdicts of herd7' : `${scenarios}, by herd7 ${versions} ${when}`,
    details: [
      "herd7's verdicts on the library, for when it is not asked",
      ...trouble,
      ...(trouble.length === 0 ? [] : ['npm run record, in a clone of mbpair, records what is missing']),
    ],
  };
}

async function klitmusLine(io: Io): Promise<Line> {
  const what = 'klitmus7';
  const klitmus = await locateKlitmus(io.env);
  const use = 'makes a kernel module of a test, to run it on hardware';
  return klitmus === undefined
    ? {
        state: 'note',
        what,
        found: 'no klitmus7 on PATH nor in the cache',
        details: [use, 'mbpair does not need it; in a clone of mbpair, herd/setup.sh brings it'],
      }
    : {
        state: 'ok',
        what,
        found: klitmus.version,
        details: [use, `${origins[klitmus.origin]}: ${klitmus.path}`],
      };
}
