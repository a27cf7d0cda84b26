/** Runs a TypeScript program of the tests: `node test/run-typescript.mjs FILE ARGUMENTS`. */

import { mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [file, ...rest] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: node test/run-typescript.mjs FILE ARGUMENTS');
// Below node_modules, so that packages are found from the bundle.
const folder = join(root, 'node_modules/.cache/mbpair');
mkdirSync(folder, { recursive: true });
const outfile = join(folder, `${basename(file, '.ts')}-${process.pid}.mjs`);
await build({
  entryPoints: [resolve(root, file)],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.on('exit', () => rmSync(outfile, { force: true }));
process.argv = [process.argv[0], file, ...rest];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(outfile).href);
