/** Scenarios from a mailing list: whatever their texts hold is shown, and does nothing. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtProgram } from '../cli/built.ts';
import { browserForTests, closeQuietly, haveBrowser } from './browser.ts';

const attacks = [
  '<img src=x onerror="document.title=1;alert(1)">',
  '</script><script>alert(2)</script>',
  '--></pre></code><svg onload=alert(3)>',
  '[click](javascript:alert(4)) javascript:alert(5) <a href="javascript:alert(6)">x</a>',
  '\u202eevil\u2066 &lt;b&gt; " onfocus="alert(7)" autofocus x="',
  `| table | \`\`\` fence ${'w'.repeat(400)}`,
];

const all = attacks.join(' ');

/** A YAML string in double quotes. */
const quoted = (text: string) => JSON.stringify(text);

const long = `v${'e'.repeat(180)}ry`;

const scenario = `id: hostile
group: ${quoted(attacks[0] ?? '')}
title: ${quoted(all)}
question: ${quoted(all)}
story: ${quoted(all)}
abstraction: ${quoted(all)}
learned: ${quoted(all)}
source:
  - { thread: ${quoted(all)}, author: ${quoted(all)}, file: ${quoted(attacks[1] ?? '')}, function: ${quoted(attacks[0] ?? '')} }
shared:
  ${long}: { init: 0, means: ${quoted(all)} }
  y: 0
threads:
  - name: left
    code: |
      int r0;

      WRITE_ONCE(*${long}, 1); /* ${attacks[0]} */
      \${left}
      r0 = READ_ONCE(*y); // ${attacks[1]}
  - name: right
    code: |
      int r0;

      WRITE_ONCE(*y, 1);
      \${right}
      r0 = READ_ONCE(*${long});
slots:
  left:
    asks: ${quoted(all)}
    fences: [none, mb]
  right:
    fences: [none, mb]
bad:
  - { id: both-miss, title: ${quoted(all)}, when: 'left:r0=0 /\\ right:r0=0' }
sanity:
  - { id: left-wins, title: ${quoted(all)}, when: 'left:r0=0 /\\ right:r0=1' }
today: { left: mb, right: mb }
`;

const program = builtProgram();
const open = browserForTests();
let folder = '';
let page = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mbpair-hostile-'));
  const file = join(folder, '<img src=x onerror=alert(8)>.yaml');
  writeFileSync(file, scenario);
  execFileSync(process.execPath, [join(program, 'cli.js'), 'document', file, '-o', join(folder, 'out')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  page = readFileSync(join(folder, 'out/index.html'), 'utf8');
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('as text', () => {
  test('a strict policy: only the two scripts by their digest, no style but ours, nothing from anywhere', () => {
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1];
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; worker-src blob:; base-uri 'none'; form-action 'none'$/,
    );
  });

  test('no attack is markup in the page', () => {
    expect(page.match(/<img|<svg onload|<a href="javascript:|<script>alert/g)).toBeNull();
    expect(page.match(/[\u202a-\u202e\u2066-\u2069]/g)).toBeNull();
  });

  test('nor in the Markdown', () => {
    const markdown = readFileSync(join(folder, 'out/hostile/outcomes.md'), 'utf8');
    const shown = markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/(?<!\\)`[^`\n]*`/g, '');
    expect(shown.match(/(?<!\\)<(?:img|script|svg|a)\b/g)).toBeNull();
    expect(shown).not.toMatch(/(?<!\\)\[click\]\(/);
    expect(markdown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe.skipIf(!haveBrowser)('in Chromium', () => {
  test.each([360, 1440])('nothing runs, nothing breaks the layout at %i pixels', async (width) => {
    const url = pathToFileURL(join(folder, 'out/index.html')).href;
    const opened = await open(`${url}#hostile?left=none`, { viewport: { width, height: 800 } });
    const { page: tab } = opened;
    const article = tab.locator('article.shown');
    await expect.poll(() => article.locator('.picture').textContent()).toContain('How both-miss happens');
    expect(await tab.locator('img, script:not([type]), iframe, [onerror], [onload], [onfocus]').count()).toBe(
      1,
    );
    expect(await tab.locator('a[href^="javascript:"]').count()).toBe(0);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(await tab.evaluate(() => /[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText))).toBe(
      false,
    );
    await article.locator('.test summary').click();
    expect(await article.locator('.test pre').textContent()).toContain('onerror');
    // The box takes anything, too.
    await tab.goto(url);
    await tab
      .getByLabel('Litmus test')
      .fill(`C ${all}\n{}\nP0(int *x) { <img src=x onerror=alert(9)> }\nexists (x=1)`);
    await tab.getByRole('button', { name: 'Judge' }).click();
    await expect.poll(() => tab.locator('#result').textContent(), { timeout: 20_000 }).toContain('error');
    expect(await tab.locator('img').count()).toBe(0);
    await closeQuietly(opened);
  });
});

describe('reproducible', () => {
  test('the same bytes with one job and with two', () => {
    const texts = (jobs: string) => {
      const to = join(folder, `jobs-${jobs}`);
      const args = ['document', 'gup-truncate-flag', 'dax-synchronize-rcu', '-o', to, '-j', jobs];
      execFileSync(process.execPath, [join(program, 'cli.js'), ...args], { stdio: 'pipe' });
      return ['index.html', 'outcomes.json', 'gup-truncate-flag/outcomes.md'].map((file) =>
        readFileSync(join(to, file), 'utf8'),
      );
    };
    expect(texts('1')).toEqual(texts('2'));
  });
});
