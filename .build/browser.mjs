/**
 * Chromium for the tests of the page: the one that is there, or Debian's and Ubuntu's own. Node's own
 * modules only.
 */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt } from './setup.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Its path; undefined when there is none. `MBPAIR_CHROMIUM` names another one. */
export function findBrowser(env = process.env) {
  const named = env.MBPAIR_CHROMIUM;
  if (named !== undefined && named !== '') return isProgram(named) ? named : undefined;
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Installs it where that needs nobody's password; undefined, or why there is none. */
export function setUpBrowser() {
  if (findBrowser() !== undefined) return undefined;
  if (process.env.MBPAIR_CHROMIUM) return `MBPAIR_CHROMIUM is no program: ${process.env.MBPAIR_CHROMIUM}`;
  const byHand = 'install the package chromium, or name one with MBPAIR_CHROMIUM';
  if (process.getuid?.() !== 0) return `no Chromium on PATH: ${byHand}`;
  console.log('installing chromium for the tests of the page ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Quiet on standard output; what goes wrong is on standard error.
  const apt = (...args) =>
    attempt('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  apt('update');
  if (apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core') !== 0) {
    return `apt-get could not install it: ${byHand}`;
  }
  return findBrowser() === undefined ? `apt-get installed no chromium: ${byHand}` : undefined;
}
