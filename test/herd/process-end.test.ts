import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { inFolder, stub, stubTest } from './stub.ts';

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; !what(); tries++) {
    if (tries > 600) throw new Error('waited too long');
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody has waited for yet is as good as gone.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe.skipIf(process.platform !== 'linux')('when this process is ended', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s: herd7 and the temporary files go with it', async (signal) => {
    await inFolder(async (folder) => {
      const script = join(folder, 'run.mjs');
      const temporary = join(folder, 'tmp');
      const pidFile = join(folder, 'pid');
      mkdirSync(temporary);
      const run = fileURLToPath(new URL('../../src/herd/run.ts', import.meta.url));
      await build({
        entryPoints: [run],
        bundle: true,
        platform: 'node',
        format: 'esm',
        outfile: join(folder, 'herd.mjs'),
      });
      const tests = [stubTest(0, 'tell-pid hang')];
      const options = { herd: stub(folder), timeLimit: 60 };
      writeFileSync(
        script,
        `import { herdJudge } from './herd.mjs';\nawait herdJudge(${JSON.stringify(tests)}, ${JSON.stringify(options)});\n`,
      );
      const env = { ...process.env, TMPDIR: temporary, STUB_PID_FILE: pidFile };
      const child = spawn(process.execPath, [script], { env, stdio: 'inherit' });
      const ended = new Promise((resolve) => child.on('close', (_, killedBy) => resolve(killedBy)));
      await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
      const pid = Number(readFileSync(pidFile, 'utf8'));
      expect(isAlive(pid)).toBe(true);
      expect(readdirSync(temporary)).toHaveLength(1);
      child.kill(signal);
      expect(await ended).toBe(signal);
      await until(() => !isAlive(pid));
      expect(readdirSync(temporary)).toEqual([]);
    });
  });
});
