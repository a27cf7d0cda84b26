/** What a fresh clone needs before anything of it can run. Node's own modules only. */

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program in the repository; ends this one with the same status if it fails. */
export function run(program, args, options = {}) {
  const status = attempt(program, args, options);
  if (status !== 0) process.exit(status);
}

/** Its exit status; 1 when it could not be started or was killed. */
export function attempt(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.error !== undefined) console.error(`${program}: ${done.error.message}`);
  return done.status ?? 1;
}

/** Runs a file of this Node; `node_modules/.bin` is left alone, since it differs by system. */
export function node(file, ...args) {
  run(process.execPath, [join(root, file), ...args]);
}

/** What a file of this Node prints. */
export function output(file, ...args) {
  const done = spawnSync(process.execPath, [join(root, file), ...args], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) process.exit(done.status ?? 1);
  return done.stdout;
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`mbpair needs Node 20.19 or newer; this is ${process.versions.node}`);
  process.exit(2);
}

/** `npm ci`, unless what it would install is there already. */
export function install() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('installing the packages that package-lock.json names ...');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args]);
  else run('npm', args, { shell: process.platform === 'win32' });
}
