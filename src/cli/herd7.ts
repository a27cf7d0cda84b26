/**
 * `mbpair herd7`: takes herd7's command line, and prints what herd7 would print, in its order: a
 * record for each test, a line on standard error for each that is refused, and herd7's exit status.
 */

import { visible } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import { renderHerdLog } from '../report/herd-log.ts';
import { herdWarning, refusalLine } from '../report/herd-messages.ts';
import { limitText, renderProblem } from '../report/words.ts';
import { modelNotes, withConfigurations } from './herd7-model.ts';
import { BadOption, type Herd7Request, interpret, optionsHelp, readArguments } from './herd7-options.ts';
import { findInputs } from './inputs.ts';
import type { Io } from './io.ts';
import { textsOf } from './judge-all.ts';
import type { Answer } from './judge-text.ts';
import { judgeTexts } from './judge-texts.ts';
import { readInput } from './read-input.ts';
import { version } from './version.ts';

const largestList = 16 * 1024 * 1024;

const help = `usage: mbpair herd7 [options] FILE...    (or by the name herd7)

Judges litmus tests as herd7 -conf linux-kernel.cfg does, with the same log, so
that scripts made for herd7 can use it. Its exit status is herd7's: 0 though a
test was refused (1 with -exit true), 2 for wrong usage; and 4 when a limit was
hit, 70 for a bug. Without files their names are read from standard input.

`;

export async function herd7(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const say = (line: string) => io.stderr.write(`${line}\n`);
  try {
    const { settings, files } = readArguments(argv);
    const asked = settings.find((s) => /^(version|libdir|-?help)$/.test(s.name))?.name;
    if (asked === 'version') {
      // Not a bare number: who looks for the real herd7 must not find this.
      io.stdout.write(`mbpair ${version}, in place of herd7 7.58\n`);
      return 0;
    }
    if (asked === 'libdir') throw new BadOption('-libdir: the model is built in; there is no such folder');
    if (asked !== undefined) {
      io.stdout.write(`${help}${optionsHelp()}\n`);
      return 0;
    }
    const found = await withConfigurations(settings, io.cwd);
    const request = interpret(found.settings);
    const notes = await modelNotes(request, found.folders, io.cwd);
    for (const note of [...notes, ...request.notes]) say(visible(`mbpair: ${note}`));
    return await answerAll(await sourcesOf(files, io, say), request, io);
  } catch (error) {
    if (!(error instanceof BadOption)) throw error;
    say(visible(`mbpair herd7: ${error.message}`));
    say('(mbpair herd7 -help lists the options)');
    return 2;
  }
}

async function sourcesOf(files: readonly string[], io: Io, say: (line: string) => void): Promise<Source[]> {
  const names = files.length > 0 ? files : await namesFromStdin(io);
  const sources: Source[] = [];
  // One by one: herd7 judges a file twice that is named twice, and only then looks at names.
  for (const name of names) {
    const inputs = await findInputs([name], io.cwd);
    for (const found of inputs.problems) say(herdWarning(name, found.message, false));
    for (const file of inputs.files) {
      const result = await readInput(file, io);
      if (result.read) sources.push(result.source);
      else say(herdWarning(name, result.problem.message, false));
    }
  }
  return sources;
}

async function namesFromStdin(io: Io): Promise<string[]> {
  const text = new TextDecoder().decode(await io.readStdin(largestList));
  return text.split('\n').filter((line) => line !== '');
}

async function answerAll(sources: readonly Source[], request: Herd7Request, io: Io): Promise<ExitStatus> {
  const answers = new Map<number, Answer>();
  const seen = new Map<string, { file: string; hash: string | undefined }>();
  let status: ExitStatus = 0;
  let next = 0;
  let ended = false;
  let halt = () => {};
  const flush = () => {
    for (let answer = answers.get(next); answer !== undefined && !ended; answer = answers.get(next)) {
      answers.delete(next);
      const source = sources[next++];
      if (source === undefined) return;
      const refused = write(source.name, answer);
      if (refused && request.exit) {
        status = 1;
        ended = true;
        halt();
      }
    }
  };
  /** True when there is no answer that herd7 would give. */
  const write = (file: string, answer: Answer): boolean => {
    const say = (line: string) => io.stderr.write(`${line}\n`);
    const told = answer.diagnostics.filter((d) => request.verbose || d.severity === 'error');
    const judgement = answer.answer;
    switch (judgement.outcome) {
      case 'refused':
        say(refusalLine(file, answer.diagnostics));
        for (const d of told) say(renderProblem(d));
        return true;
      case 'judged': {
        const { name, hash } = judgement;
        const before = seen.get(name);
        if (before !== undefined) {
          // herd7 takes a name only once in a call.
          if (before.hash === hash) return false;
          say(herdWarning(file, `Different hashes for test ${name} (previous file ${before.file})`));
          return true;
        }
        seen.set(name, { file, hash });
        const loops = unrollComplaint(request.unroll, judgement.cut);
        if (loops !== undefined) {
          say(herdWarning(file, loops, false));
          status = 4;
          return true;
        }
        for (const d of told) say(renderProblem(d));
        io.stdout.write(renderHerdLog(judgement, answer.seconds));
        return false;
      }
      case 'undecided':
        say(herdWarning(file, limitText(judgement), false));
        status = 4;
        return true;
      case 'decided':
        throw new Error('states are asked for');
      case 'rejected':
        throw new Error('only herd7 rejects');
      case 'crashed':
        say(herdWarning(file, `internal error of mbpair, please report it: ${judgement.detail}`, false));
        status = 70;
        return true;
      default:
        return judgement satisfies never;
    }
  };
  const interrupted = await judgeTexts(textsOf(sources), {
    timeoutMs: request.timeoutMs ?? Number.POSITIVE_INFINITY,
    io: {
      ...io,
      onInterrupt: (stop) => {
        halt = stop;
        return io.onInterrupt(stop);
      },
    },
    onAnswer: (index, answer) => {
      answers.set(index, answer);
      flush();
    },
    onHerd: () => {},
  });
  if (!interrupted || ended) return status;
  // What is answered behind an unfinished test counts too.
  for (const [index, answer] of [...answers].sort(([a], [b]) => a - b)) {
    const source = sources[index];
    if (source !== undefined) write(source.name, answer);
  }
  return 130;
}

/** Loops are unrolled twice here; that a loop was not cut then means that no other number changes a thing. */
function unrollComplaint(unroll: number, cut: boolean): string | undefined {
  if (unroll === 2 || (unroll > 2 && !cut)) return undefined;
  return `-unroll ${unroll}: mbpair unrolls loops twice${cut ? ', and a loop of this test was cut' : ''}; no answer`;
}
