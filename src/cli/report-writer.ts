/**
 * Writes a check's report as it grows: each test in its turn to the product (standard output or a
 * file), its diagnostics to standard error, and the end when all is known.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import { visible } from '../base/diagnostic.ts';
import { type CheckReport, statusesOf, summarize, type TestReport } from '../report/check-report.ts';
import { renderHerdLog } from '../report/herd-log.ts';
import { unknownMacro } from '../report/herd-messages.ts';
import { renderJson, renderJsonLine, renderJsonProblemLine } from '../report/json.ts';
import { renderJunit } from '../report/junit.ts';
import { renderEnd, renderHeadings, renderTest } from '../report/text.ts';
import { renderProblem } from '../report/words.ts';
import type { CheckFormat } from './check-formats.ts';
import { type ColourMode, painter, usesColour } from './colour.ts';
import type { Io } from './io.ts';
import type { Product } from './product.ts';
import { relativePath } from './relative-path.ts';

export interface WriterOptions {
  readonly format: CheckFormat;
  readonly states: boolean;
  readonly quiet: boolean;
  readonly colour: ColourMode;
  readonly product: Product;
  /** Wipes a progress line before something else is written to the terminal. */
  readonly beforeWrite: () => void;
}

export interface ReportWriter {
  /** A sentence for the user that belongs to no test; not under json. */
  readonly note: (text: string) => void;
  readonly problem: (problem: Diagnostic) => void;
  readonly test: (test: TestReport) => void;
  readonly end: (report: CheckReport, seconds: number) => void;
}

export function reportWriter(options: WriterOptions, io: Io): ReportWriter {
  const { format, quiet } = options;
  const { toFile } = options.product;
  const product = (text: string) => {
    if (text === '') return;
    options.beforeWrite();
    options.product.write(text);
  };
  const toStderr = (text: string) => {
    options.beforeWrite();
    io.stderr.write(text);
  };
  const names = { path: (file: string) => relativePath(file, io.cwd) };
  const machine = format === 'json' || format === 'jsonl';
  const stderrText = {
    paint: painter(usesColour(options.colour, io.env, io.stderr)),
    states: false,
  };
  const tell = (diagnostics: readonly Diagnostic[]) => {
    for (const d of diagnostics) {
      if (machine || (quiet && d.severity === 'warning')) continue;
      toStderr(`${renderProblem(d)}\n`);
    }
  };
  const note = (text: string) => {
    if (!machine && !quiet) toStderr(`mbpair: ${visible(text)}\n`);
  };
  const crash = (test: TestReport) => {
    // A bug of ours is told everywhere, with what a report needs.
    if (test.answer.outcome === 'crashed') {
      toStderr(`mbpair: internal error on ${visible(test.file)}, please report it:\n${test.answer.detail}\n`);
    }
  };

  switch (format) {
    case 'text': {
      const style = {
        paint: painter(!toFile && usesColour(options.colour, io.env, io.stdout)),
        states: options.states,
        ...(!toFile && io.stdout.isTTY && io.stdout.columns !== undefined
          ? { width: io.stdout.columns }
          : {}),
      };
      let begun = false;
      return {
        note,
        problem: (d) => tell([d]),
        test: (test) => {
          tell(test.diagnostics);
          crash(test);
          if (quiet && statusesOf(test).size === 0) return;
          if (!begun) product(renderHeadings(style));
          begun = true;
          product(renderTest(test, style));
        },
        end: (report, seconds) => {
          product(renderEnd(report, seconds, style));
        },
      };
    }
    case 'herd': {
      return {
        note,
        problem: (d) => tell([d]),
        test: (test) => {
          tell(test.diagnostics);
          // The kernel's scripts look for this line.
          const macro = unknownMacro(test.file, test.diagnostics);
          if (macro !== undefined) toStderr(`${macro}\n`);
          crash(test);
          if (test.answer.outcome === 'judged') product(renderHerdLog(test.answer, test.seconds));
        },
        end: (report, seconds) => {
          if (!quiet && summarize(report).exitStatus !== 0)
            toStderr(renderEnd(report, seconds, stderrText).replace(/^\n/, ''));
        },
      };
    }
    case 'junit': {
      return {
        note,
        problem: (d) => tell([d]),
        test: (test) => {
          tell(test.diagnostics);
          crash(test);
        },
        end: (report, seconds) => {
          product(renderJunit(report, names));
          if (!quiet) toStderr(renderEnd(report, seconds, stderrText).replace(/^\n/, ''));
        },
      };
    }
    case 'json': {
      return {
        note,
        problem: () => {},
        test: crash,
        end: (report) => {
          product(renderJson(report, names));
        },
      };
    }
    case 'jsonl': {
      return {
        note,
        problem: (d) => product(renderJsonProblemLine(d, names)),
        test: (test) => {
          crash(test);
          product(renderJsonLine(test, names));
        },
        end: () => {},
      };
    }
    default:
      return format satisfies never;
  }
}
