/**
 * Stands in for herd7 in tests: judges nothing, but behaves like it on a call with many files. What
 * a test file's text asks for in a line `stub: WORD...` is done when its turn comes. Each record
 * carries the file's number as its state, so that a mixed-up answer shows.
 *
 * Options of its own, before herd7's: `--next` is the exit status of releases after 7.58,
 * `--version TEXT` what `-version` prints, `--mute` prints no record at all, `--spawn` runs the
 * stub in a child that holds the pipes.
 */

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';

const args = process.argv.slice(2);
const own = new Map();
while (args[0]?.startsWith('--')) {
  const name = args.shift();
  own.set(name, name === '--version' ? args.shift() : true);
}
if (args.includes('-version')) {
  console.log(own.get('--version') ?? '7.58, Rev: stub');
  process.exit(0);
}
if (own.get('--spawn')) {
  const child = spawnSync(process.execPath, [process.argv[1], ...args], { stdio: 'inherit' });
  process.exit(child.status ?? 1);
}
if (args[0] !== '-conf' || args[1] !== 'linux-kernel.cfg') {
  writeSync(2, `stub: unexpected options ${args.join(' ')}\n`);
  process.exit(2);
}
// Like herd7, it finds the model where it runs, or not at all.
readFileSync('linux-kernel.cfg');

const out = (text) => writeSync(1, text);
const err = (text) => writeSync(2, text);
const hang = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
const seen = new Map();
let status = 0;

function record(name, number, result = 'Ok') {
  const head = `Test ${name} Allowed\nStates 1\n0:r0=${number};\n${result}\nWitnesses\nPositive: 1 Negative: 0\n`;
  return `${head}Condition exists (0:r0=${number})\nObservation ${name} Always 1 0\nTime ${name} 0.0${number % 10}\nHash=${number}\n\n`;
}

for (const file of args.slice(2)) {
  const text = readFileSync(file, 'latin1');
  const word = (pattern) => pattern.exec(text)?.[1];
  const header = word(/^C ([^\s]*)/) ?? '';
  const name = header === '--' ? basename(file, '.litmus') : header;
  const number = Number(word(/number (\d+)/) ?? 0);
  const hash = word(/hash (\w+)/) ?? '';
  if (seen.has(name)) {
    // A second test of a name: dropped in silence, or refused when the hash differs.
    if (seen.get(name).hash !== hash) {
      err(
        `Warning: File "${file}": Different hashes for test ${name} (previous file ${seen.get(name).file})\n`,
      );
    }
    continue;
  }
  seen.set(name, { hash, file });
  for (const action of (word(/stub: (.*)/) ?? '').split(' ')) {
    switch (action) {
      case '':
        if (!own.get('--mute')) out(record(name, number));
        break;
      case 'refuse':
        err(`Warning: File "${file}", line 3, characters 1-2: unexpected '}' (in prog) (User error)\n`);
        if (own.get('--next')) status = 2;
        break;
      case 'refuse-bare':
        err(`Warning: File "${file}": Bad process P5\n`);
        if (own.get('--next')) status = 2;
        break;
      case 'fatal':
        err(`\nFatal: File "${file}" Adios\nFatal error: exception Division_by_zero\n`);
        process.exit(2);
        break;
      case 'exhausted':
        err(`\nFatal: File "${file}" Adios\nFatal error: exception Stack_overflow\n`);
        process.exit(2);
        break;
      case 'loop':
        out(record(name, number, 'Loop Ok'));
        err(`Warning: File "${file}": unrolling limit exceeded at While, legal outcomes may be missing.\n`);
        break;
      case 'silent':
        break;
      case 'tell-pid':
        writeFileSync(process.env.STUB_PID_FILE, String(process.pid));
        break;
      case 'hang':
        hang();
        break;
      case 'half':
        // All that herd7 writes in one go before it tells the time.
        out(record(name, number).split('Time ')[0]);
        break;
      case 'garbage':
        out('Test \u0000 and then?\nStates many\n');
        break;
      case 'wrong-name':
        out(record('somebody-else', number));
        break;
      case 'twice':
        out(record(name, number) + record(name, number));
        break;
      case 'flood':
        for (let i = 0; i < 4000; i++) out(`${'x'.repeat(1023)}\n`);
        break;
      case 'die':
        process.kill(process.pid, 'SIGKILL');
        hang();
        break;
      case 'segv':
        process.kill(process.pid, 'SIGSEGV');
        hang();
        break;
      case 'grow': {
        const kept = [];
        for (;;) kept.push(Buffer.alloc(8 * 2 ** 20, kept.length + 1));
      }
      case 'child':
        // A grandchild that outlives its parent and holds the pipes.
        spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit' }).unref();
        out(record(name, number));
        break;
      default:
        err(`stub: no action ${action}\n`);
        process.exit(3);
    }
  }
}
process.exit(status);
