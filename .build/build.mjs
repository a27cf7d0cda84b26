/**
 * Bundles the program into dist/. No date or path enters, so two builds of one commit are the same
 * bytes. A start costs some 2 ms a file and 20 ms a package, so `cli.js` holds all that every command
 * needs, commander included, and `check.js` all of what a check needs; the other commands share chunks.
 */

import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Resolves to esbuild's metafile, which says what went into each file. */
export async function build(outdir = join(root, 'dist')) {
  const { build: bundle } = await import('esbuild');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  rmSync(outdir, { recursive: true, force: true });
  const shared = {
    absWorkingDir: root,
    outdir,
    bundle: true,
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    define: { MBPAIR_VERSION: JSON.stringify(manifest.version) },
  };
  const commander = readFileSync(join(root, 'node_modules/commander/LICENSE'), 'utf8').trim();
  const { later, plugin } = loadedLater();
  const whole = { ...shared, platform: 'node', packages: undefined, external: ['piscina', 'yaml'] };
  await bundle({
    ...whole,
    entryPoints: { cli: 'src/cli/entry.ts' },
    banner: {
      js: `/* The package commander is part of this:\n${commander}\n*/\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`,
    },
    plugins: [plugin, withoutSubprocesses],
  });
  const quick = { check: join(root, 'src/cli/check.ts'), herd7: join(root, 'src/cli/herd7.ts') };
  await bundle({ ...whole, entryPoints: quick, plugins: [plugin] });
  await bundle({ ...whole, entryPoints: { worker: 'src/cli/worker.ts' } });
  const quickFiles = Object.values(quick);
  const program = await bundle({
    ...shared,
    entryPoints: [...later].filter((file) => !quickFiles.includes(file)).sort(),
    platform: 'node',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  // For the browser too: this build fails on any node: import in the core.
  if (existsSync(join(root, 'src/index.ts'))) {
    await bundle({
      ...shared,
      entryPoints: { index: 'src/index.ts' },
      platform: 'browser',
    });
  }
  // The page's two scripts, whole: what they take from packages goes with them, with its licence.
  const page = {
    ...shared,
    outdir: join(outdir, 'page'),
    format: 'iife',
    platform: 'browser',
    packages: 'bundle',
    minify: true,
  };
  await bundle({ ...page, entryPoints: { client: 'src/page/client.ts' } });
  await bundle({ ...page, entryPoints: { engine: 'src/page/engine-worker.ts' } });
  // Packed here and not by the command, so that one build makes the same page with any Node.
  const engine = join(outdir, 'page/engine.js');
  const packed = deflateRawSync(readFileSync(engine), { level: 9 }).toString('base64');
  writeFileSync(join(outdir, 'page/engine.txt'), `${packed.replace(/.{100}/g, '$&\n')}\n`);
  rmSync(engine);
  copyFileSync(join(root, 'node_modules/yaml/LICENSE'), join(outdir, 'page/yaml-licence.txt'));
  for (const schema of [
    'report/check.schema.json',
    'report/verify.schema.json',
    'document/document.schema.json',
  ]) {
    copyFileSync(join(root, 'src', schema), join(outdir, basename(schema)));
  }
  return program.metafile;
}

/** What is imported when it is needed is a file of its own, under its own name. */
function loadedLater() {
  const later = new Set();
  const plugin = {
    name: 'loaded-later',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\// }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        later.add(join(resolveDir, path));
        return { path: `./${basename(path, '.ts')}.js`, external: true };
      });
    },
  };
  return { later, plugin };
}

/** commander loads it for subcommands that are programs of their own, of which there are none. */
const withoutSubprocesses = {
  name: 'without-subprocesses',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, () => ({ path: 'child_process', namespace: 'empty' }));
    onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build(process.argv[2] === undefined ? undefined : resolve(process.argv[2]));
}
