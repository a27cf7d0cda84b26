import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exitStatuses } from '../../src/report/exit-status.ts';
import { runMain, timeless } from './run-main.ts';

const readme = readFileSync('README.md', 'utf8');

test('the README shows what a run prints, but for herd7 and the time', async () => {
  const shown = /<!-- mbpair check litmus\/examples -->\n```\n\$ .*\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const { stdout } = await runMain(['check', 'litmus/examples', '--herd', 'off']);
  const alone = shown.replace(/ same /g, ' -    ').replace(/^herd7 .*\n/m, '');
  expect(timeless(alone)).toBe(timeless(stdout));
});

test('the README shows what verify prints of the seed, but for herd7 and the time', async () => {
  const shown = /<!-- mbpair verify gup-truncate-flag -->\n```\n\$ .*\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const { stdout } = await runMain(['verify', 'gup-truncate-flag', '--herd', 'off']);
  const alone = shown
    .replace(/^ {2}herd7 .* gave the same answer on all (\d+ tests)\.$/m, '  $1, judged by mbpair alone.')
    .replace(/^herd7 .*\n/m, '');
  expect(timeless(alone)).toBe(timeless(stdout));
});

test('the README shows what explain prints', async () => {
  const shown = /<!-- mbpair explain (\S+) -->\n```\n\$ .*\n([\s\S]*?)```/.exec(readme) ?? [];
  const { stdout } = await runMain(['explain', shown[1] ?? ''], { env: { LANG: 'C.UTF-8' } });
  expect(shown[2]).toBe(stdout);
});

test('every command in the README is understood', async () => {
  const commands = readme.match(/^mbpair (check|doctor|verify|generate|explain).*$/gm) ?? [];
  expect(commands.length).toBeGreaterThan(6);
  for (const command of commands) {
    const words = (command.split(' #')[0] ?? '').trim().split(/\s+/).slice(1);
    // Only the arguments are looked at: a file that is not there stops it early.
    const output = words.indexOf('-o');
    const { stderr } = await runMain(output === -1 ? words : words.toSpliced(output, 2), { cwd: 'test/cli' });
    expect(stderr, command).not.toMatch(/^error:/m);
  }
});

test('the README has the table of exit statuses', () => {
  for (const { status, meaning } of exitStatuses) {
    if (status === 130) continue;
    const row = new RegExp(`^\\| ${status} \\| (.*) \\|$`, 'm').exec(readme)?.[1];
    expect(meaning, String(status)).toContain(row);
  }
});
