/** What the checker says of a certificate, for a terminal. */

import { visible } from '../base/diagnostic.ts';
import type { CertificateVerdict } from '../certificate/check.ts';

/** Texts of a certificate are a stranger's: no more of one than this is shown. */
const longest = 400;

const shown = (text: string) =>
  visible(text.length > longest ? `${text.slice(0, longest)}...` : text).replace(/\s+/g, ' ');

export function renderCertificateVerdict(file: string, v: CertificateVerdict): string {
  const name = visible(file);
  switch (v.verdict) {
    case 'valid': {
      const whose = v.isOwn ? "the test's outcome" : "not the test's own outcome";
      const lines = [
        `${name}: valid`,
        `  ${shown(v.test.name)}: ${v.claim}: ${shown(v.outcome)}`,
        v.claim === 'forbidden'
          ? `  (${whose}; ${v.cases === 1 ? 'one case, which is' : `${v.cases} cases, each`} impossible)`
          : `  (${whose}; one execution, which breaks no axiom)`,
        ...(v.flag === undefined ? [] : [`  that execution raises the flag ${shown(v.flag)}`]),
      ];
      return `${lines.join('\n')}\n`;
    }
    case 'rejected':
    case 'unreadable': {
      const where = v.at === '' ? '' : ` at ${shown(v.at)}`;
      return `${name}: ${v.verdict}${where}\n  ${shown(v.reason)}\n`;
    }
    case 'undecided':
      return `${name}: undecided\n  ${shown(v.reason)}\n`;
    default:
      return v satisfies never;
  }
}
