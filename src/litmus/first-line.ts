/** What to tell about a file whose first line is not `C NAME`. */

import type { Source, Span } from '../base/source.ts';
import type { Remark } from './complaints.ts';

/** Words that herd7 knows as architectures, with the names that people use. */
const architectures: ReadonlyMap<string, string> = new Map([
  ['aarch64', 'AArch64 (arm64)'],
  ['arm', 'ARM'],
  ['asl', 'ASL'],
  ['bell', 'LISA (Bell)'],
  ['bpf', 'BPF'],
  ['cpp', 'C++'],
  ['java', 'Java'],
  ['lisa', 'LISA'],
  ['mips', 'MIPS'],
  ['ppc', 'Power (PPC)'],
  ['ptx', 'PTX'],
  ['riscv', 'RISC-V'],
  ['x86', 'x86'],
  ['x86_64', 'x86-64'],
]);

/** Only for texts that do not begin with `C NAME`. */
export function explainFirstLine(source: Source): Remark & { readonly span: Span } {
  const { text } = source;
  const lineEnd = text.indexOf('\n') === -1 ? text.length : text.indexOf('\n');
  const line = { start: 0, end: lineEnd };
  if (text.trim() === '') {
    return {
      code: 'litmus/not-a-test',
      span: { start: 0, end: 0 },
      message: 'the file is empty; a litmus test begins with `C NAME`',
    };
  }
  if (text.startsWith('\ufeff') || text.startsWith('\u00ef\u00bb\u00bf')) {
    return {
      code: 'litmus/byte-order-mark',
      span: { start: 0, end: 1 },
      message: 'the file begins with a byte-order mark; the first byte of a litmus test is `C`',
      hint: 'save the file without it',
    };
  }
  if (/^C[ \t\r]*(?:\n|$)/.test(text)) {
    return {
      code: 'litmus/no-name',
      span: line,
      message: 'the first line names no test',
      hint: 'write `C NAME`, the name on the same line',
    };
  }
  const word = /^[A-Za-z][A-Za-z0-9_]*(?=[ \t\r]+[A-Za-z0-9_/.+[\]-])/.exec(text)?.[0];
  if (word !== undefined) {
    const architecture = architectures.get(word.toLowerCase());
    const span = { start: 0, end: word.length };
    if (architecture !== undefined) {
      return {
        code: 'litmus/other-architecture',
        span,
        message: `this is a litmus test for ${architecture}; only C tests of the kernel's memory model are judged here`,
        hint: 'run it with herd7 and the model of that architecture',
      };
    }
    if (word === 'c') {
      return {
        code: 'litmus/not-a-test',
        span,
        message: '`c` is no architecture that herd7 knows',
        hint: 'write a capital `C`',
      };
    }
  }
  const later = /^[ \t\r]*C[ \t\r]+[A-Za-z0-9_/.+[\]-]+/m.exec(text.slice(0, 10_000));
  if (later !== null && (/^\s*(?:\(\*|\/\*|\/\/|#)/.test(text) || text.slice(0, later.index).trim() === '')) {
    return {
      code: 'litmus/text-before-header',
      span: { start: 0, end: Math.max(1, Math.min(later.index, lineEnd)) },
      message:
        'a litmus test begins with `C NAME` in the first column of its first line; nothing may stand before it',
      hint: 'move comments and empty lines below the first line',
    };
  }
  return {
    code: 'litmus/not-a-test',
    span: line,
    message: 'this is not a litmus test: its first line is not `C NAME`',
  };
}
