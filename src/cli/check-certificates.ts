/** `mbpair explain --check`: are these certificates what they claim to be? */

import { type CertificateVerdict, checkCertificate } from '../certificate/check.ts';
import { renderCertificateVerdict } from '../report/certificate-text.ts';
import { type ExitStatus, gravest } from '../report/exit-status.ts';
import { renderProblem } from '../report/words.ts';
import { findInputs } from './inputs.ts';
import type { Io } from './io.ts';
import { readInput } from './read-input.ts';

/** In bytes. */
const largestCertificate = 64 * 1024 * 1024;

const statuses: Readonly<Record<CertificateVerdict['verdict'], ExitStatus>> = {
  valid: 0,
  rejected: 1,
  unreadable: 2,
  undecided: 4,
};

export async function checkCertificates(
  paths: readonly string[],
  timeoutMs: number,
  io: Io,
): Promise<ExitStatus> {
  const { files, problems } = await findInputs(paths, io.cwd, '.json');
  const found: ExitStatus[] = problems.map(() => 2);
  for (const d of problems) io.stderr.write(`${renderProblem(d)}\n`);
  for (const file of files) {
    const got = await readInput(file, io, largestCertificate);
    if (!got.read) {
      found.push(2);
      io.stderr.write(`${renderProblem(got.problem)}\n`);
      continue;
    }
    const end = performance.now() + timeoutMs;
    const verdict = checkCertificate(got.source.text, { deadline: () => performance.now() > end });
    found.push(statuses[verdict.verdict]);
    io.stdout.write(renderCertificateVerdict(file.shown, verdict));
  }
  return gravest(found);
}
