/**
 * Bundles the program into dist/: one file an entry, shared chunks between them, packages left
 * outside. No date or path enters, so two builds of one commit are the same bytes.
 */

import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  const program = await bundle({
    ...shared,
    entryPoints: { cli: 'src/cli/entry.ts' },
    platform: 'node',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  // Apart: what worker and program share would become chunks of its own, and each costs a start 2 ms.
  await bundle({ ...shared, entryPoints: { worker: 'src/cli/worker.ts' }, platform: 'node' });
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
  for (const schema of ['check.schema.json', 'verify.schema.json']) {
    copyFileSync(join(root, 'src/report', schema), join(outdir, schema));
  }
  return program.metafile;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build(process.argv[2] === undefined ? undefined : resolve(process.argv[2]));
}
