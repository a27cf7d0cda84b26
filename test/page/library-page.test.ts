/** The page of the whole library in a real Chromium, opened from a file as a reader opens it. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choiceKey } from '../../src/choice/lattice.ts';
import type { PageData, PageScenario } from '../../src/document/page-data.ts';
import { withoutScripts } from '../../src/document/page-html.ts';
import { type RecordedVerdicts, testDigest } from '../../src/herd/recorded-verdicts.ts';
import { observation } from '../../src/judge/judgement.ts';
import { programOf, testKey } from '../../src/scenario/expand.ts';
import { allChoices, type Choice, type Scenario } from '../../src/scenario/scenario.ts';
import { builtProgram } from '../cli/built.ts';
import { libraryScenarios, recordedOf } from '../record/library.ts';
import { browserForTests, closeQuietly, haveBrowser } from './browser.ts';

const open = browserForTests();
const program = builtProgram();
const library = libraryScenarios();
let folder = '';
let url = '';
let data: PageData = { version: '', scenarios: [] };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mbpair-page-'));
  execFileSync(process.execPath, [join(program, 'cli.js'), 'document', '-o', folder]);
  url = pathToFileURL(join(folder, 'index.html')).href;
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const json = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  data = JSON.parse(json) as PageData;
}, 300_000);

afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

describe('the committed documents', () => {
  const fresh = 'mbpair document makes them anew';
  const made = (file: string) => readFileSync(join(folder, file), 'utf8');
  const committed = (file: string) => readFileSync(file, 'utf8');

  test('say what this program would say', () => {
    for (const { id } of data.scenarios) {
      expect(committed(`litmus/${id}/outcomes.md`) === made(`${id}/outcomes.md`), `${id}: ${fresh}`).toBe(
        true,
      );
    }
    expect(committed('litmus/outcomes.md')).toBe(made('outcomes.md'));
    const page = withoutScripts(committed('docs/index.html')) === withoutScripts(made('index.html'));
    expect(page, `docs/index.html: ${fresh}`).toBe(true);
  });

  test('the page is one file of less than 1.5 MB', () => {
    expect(Buffer.byteLength(made('index.html'))).toBeLessThan(1_500_000);
  });

  test('what a page says is all but its scripts', () => {
    const page = made('index.html');
    const said = withoutScripts(page);
    expect(said.length).toBeLessThan(page.length - 150_000);
    expect(said).toContain('id="data"');
    expect(said).not.toContain('id="engine"');
    expect(withoutScripts(page.replace('id="engine">', 'id="engine">x'))).toBe(said);
    expect(withoutScripts(page.replace('Today', 'To-day'))).not.toBe(said);
  });
});

/** What herd/recorded says of a choice's outcomes, as the page words it; the tests are made anew. */
function recordedVerdicts(of: Scenario, choice: Choice, recorded: RecordedVerdicts): string[] {
  const test = programOf(of, choice);
  return of.outcomes.map((outcome) => {
    const verdict = recorded.verdicts.get(testDigest(testKey(test, outcome)));
    if (verdict === undefined) return 'not recorded';
    const { positive, negative, flags } = verdict;
    const word = positive + negative === 0 ? 'no execution' : observation(verdict);
    return [word, positive, negative, ...flags].join(' ');
  });
}

describe('the page’s data', () => {
  test('are of every scenario of the library', () => {
    expect(data.scenarios.map((s) => s.id).sort()).toEqual(library.map((s) => s.id).sort());
    const choices = data.scenarios.flatMap((s) => Object.keys(s.choices));
    expect(choices.length).toBeGreaterThan(2000);
  });

  test.each(library.map((s) => ({ id: s.id, of: s })))(
    '$id: the verdicts of every choice, mbpair’s and herd7’s, are those of herd/recorded',
    ({ id, of }) => {
      const s = scenarioOf(id);
      const worded = (numbers: readonly number[]) => numbers.map((n) => s.answers[n]);
      const recording = recordedOf(id);
      if (recording === undefined) throw new Error(`${id} is not recorded`);
      const choices = [...allChoices(of)];
      const recorded = Object.fromEntries(
        choices.map((c) => [choiceKey(c), recordedVerdicts(of, c, recording)]),
      );
      const told = Object.entries(s.choices);
      expect(Object.fromEntries(told.map(([key, { m }]) => [key, worded(m)]))).toEqual(recorded);
      const herd = told.map(([key, { m, h }]) => [key, h === undefined ? [] : worded(h === '=' ? m : h)]);
      expect(Object.fromEntries(herd)).toEqual(recorded);
    },
  );
});

const scenarioOf = (id: string): PageScenario => {
  const found = data.scenarios.find((s) => s.id === id);
  if (found === undefined) throw new Error(`the library has no ${id}`);
  return found;
};

/** The article that is shown. */
const shown = (page: Page) => page.locator('article.shown');

const cellsOf = (page: Page, column: number) =>
  shown(page).locator(`.verdict tbody tr > :nth-child(${column})`).allTextContents();

async function choose(page: Page, slot: number, filling: number): Promise<void> {
  await shown(page).locator('.controls select').nth(slot).selectOption(String(filling));
}

/** What the data says of a choice, as the page words it. */
function expectedVerdicts(s: PageScenario, choice: readonly number[]): string[] {
  const found = s.choices[choice.join(' ')];
  return (found?.m ?? []).map((m) => s.answers[m] ?? '');
}

describe.skipIf(!haveBrowser)('the page of the library', () => {
  test('the index leads to every scenario, and search narrows it', async () => {
    const opened = await open(url);
    const { page } = opened;
    const titles = await page.locator('.index a').allTextContents();
    expect(titles).toHaveLength(data.scenarios.length);
    await page.getByLabel('Search').fill('GUP truncate');
    await expect.poll(() => page.locator('.index li:visible').count()).toBeLessThan(titles.length);
    expect(await page.locator('.finder output').textContent()).toMatch(/^\d+ of \d+ scenarios$/);
    await page.getByLabel('Search').fill('no such scenario');
    expect(await page.locator('.index li:visible').count()).toBe(0);
    await closeQuietly(opened);
  });

  test('every control of every scenario, by mouse and by keyboard: the verdicts of the run', async () => {
    const opened = await open(url);
    const { page } = opened;
    let controls = 0;
    for (const s of data.scenarios) {
      await page.goto(`${url}#${s.id}`);
      expect(await shown(page).getAttribute('id')).toBe(s.id);
      for (const [slot, { fillings }] of s.slots.entries()) {
        const expected = (f: number) =>
          expectedVerdicts(
            s,
            s.today.map((today, i) => (i === slot ? f : today)),
          );
        const last = fillings.length - 1;
        await choose(page, slot, last);
        expect(await cellsOf(page, 3), `${s.id}: ${fillings[last]}`).toEqual(expected(last));
        await shown(page).locator('.controls select').nth(slot).press('Home');
        expect(await cellsOf(page, 3), `${s.id}: ${fillings[0]}`).toEqual(expected(0));
        expect(await cellsOf(page, 4), `${s.id}: ${fillings[0]}`).toEqual(
          expected(0).map((v) => `same: ${v}`),
        );
        await choose(page, slot, s.today[slot] ?? 0);
        controls++;
      }
    }
    expect(controls).toBeGreaterThan(100);
    await closeQuietly(opened);
  }, 300_000);

  test('every filling of every slot: the verdicts of the run', async () => {
    const opened = await open(url);
    const { page } = opened;
    for (const s of data.scenarios) {
      await page.goto(`${url}#${s.id}`);
      const found = await page.evaluate(() => {
        const article = document.querySelector('article.shown');
        const selects = [...(article?.querySelectorAll<HTMLSelectElement>('.controls select') ?? [])];
        return selects.map((select) => {
          const today = select.value;
          const rows = [...select.options].map((option) => {
            select.value = option.value;
            select.dispatchEvent(new Event('change'));
            const cells = article?.querySelectorAll('.verdict tbody td:nth-child(3)') ?? [];
            return [...cells].map((cell) => cell.textContent);
          });
          select.value = today;
          select.dispatchEvent(new Event('change'));
          return rows;
        });
      });
      const wanted = s.slots.map(({ fillings }, slot) =>
        fillings.map((_, f) =>
          expectedVerdicts(
            s,
            s.today.map((today, i) => (i === slot ? f : today)),
          ),
        ),
      );
      expect(found, s.id).toEqual(wanted);
    }
    await closeQuietly(opened);
  }, 300_000);

  test('by keyboard alone: from the index to a choice, and to another one', async () => {
    const opened = await open(url);
    const { page } = opened;
    const s = scenarioOf('gup-truncate-flag');
    await page.getByLabel('Search').focus();
    await page.keyboard.type('flag scheme: reference then flag');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => shown(page).getAttribute('id')).toBe('gup-truncate-flag');
    // Focus has gone to the content; the first control is some stops behind it.
    const onSelect = () => page.evaluate(() => document.activeElement?.id ?? '');
    for (let stops = 0; stops < 12 && (await onSelect()) !== 'gup-truncate-flag--gup'; stops++) {
      await page.keyboard.press('Tab');
    }
    expect(await onSelect()).toBe('gup-truncate-flag--gup');
    for (const [f, name] of (s.slots[0]?.fillings ?? []).entries()) {
      await page.keyboard.press('Home');
      for (let down = 0; down < f; down++) await page.keyboard.press('ArrowDown');
      expect(await page.evaluate(() => (document.activeElement as HTMLSelectElement).value), name).toBe(
        String(f),
      );
      expect(await cellsOf(page, 3), name).toEqual(expectedVerdicts(s, [f, s.today[1] ?? 0]));
    }
    await closeQuietly(opened);
  });

  test('a link to a choice, and back and forward', async () => {
    const opened = await open(`${url}#gup-truncate-flag?gup=none&trunc=wmb`);
    const { page } = opened;
    const s = scenarioOf('gup-truncate-flag');
    const values = () =>
      shown(page)
        .locator('.controls select')
        .evaluateAll((all) => all.map((e) => (e as HTMLSelectElement).value));
    const numbers = (...names: string[]) =>
      names.map((name, i) => String(s.slots[i]?.fillings.indexOf(name)));
    expect(await values()).toEqual(numbers('none', 'wmb'));
    await choose(page, 0, s.slots[0]?.fillings.indexOf('mb') ?? 0);
    expect(page.url()).toBe(`${url}#gup-truncate-flag?trunc=wmb`);
    await page.goBack();
    expect(await values()).toEqual(numbers('none', 'wmb'));
    await page.goForward();
    expect(await values()).toEqual(numbers('mb', 'wmb'));
    // What makes no sense is today's choice, or the index; never an error.
    await page.goto(`${url}#gup-truncate-flag?gup=%E0%A4%A&trunc=<img>`);
    expect(await values()).toEqual(numbers('mb', 'mb'));
    await page.goto(`${url}#%E0%A4%A`);
    expect(await page.locator('.index').first().isVisible()).toBe(true);
    await closeQuietly(opened);
  });

  test('why: the words and the picture of the choice, and what can happen with it', async () => {
    const opened = await open(`${url}#gup-truncate-flag`);
    const { page } = opened;
    const picture = shown(page).locator('.picture');
    await expect.poll(() => picture.textContent()).toContain('What can happen with this choice');
    expect(await picture.textContent()).toContain('Why both-miss cannot happen');
    expect(await picture.locator('svg').count()).toBe(1);
    expect(await picture.locator('li.wrong').count()).toBe(0);
    await choose(page, 0, 0);
    await expect.poll(() => picture.textContent()).toContain('How both-miss happens');
    expect(await picture.locator('li.wrong').allTextContents()).toEqual([
      'GUP keeps the page and truncate thinks it idle (must not happen)',
    ]);
    expect(await picture.locator('svg title').first().textContent()).toBe(
      'GUP keeps the page and truncate thinks it idle: allowed',
    );
    await closeQuietly(opened);
  });

  test('the test of a choice can be read, and kept as a file', async () => {
    const opened = await open(`${url}#gup-truncate-flag?gup=none`);
    const { page } = opened;
    await shown(page).locator('.test summary').click();
    const text = await shown(page).locator('.test pre').textContent();
    expect(text).toMatch(/^C gup-truncate-flag\+none\+mb\+both-miss\n/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      shown(page).getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('gup-truncate-flag+none+mb+both-miss.litmus');
    expect(readFileSync(await download.path(), 'utf8')).toBe(text);
    await closeQuietly(opened);
  });
});

describe.skipIf(!haveBrowser)('without script', () => {
  test('every scenario is there to read', async () => {
    const opened = await open(url, { javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator('article:visible').count()).toBe(data.scenarios.length);
    expect(await page.locator('.controls:visible, #try:visible, .finder:visible').count()).toBe(0);
    await closeQuietly(opened);
  });
});

describe.skipIf(!haveBrowser)('try it', () => {
  test('a changed test, a diagnostic with its caret, a time-out and a cancel', async () => {
    const opened = await open(url);
    const { page } = opened;
    const box = page.getByLabel('Litmus test');
    const judged = async () => {
      await page.getByRole('button', { name: 'Judge' }).click();
      await expect.poll(() => page.locator('#judge').isEnabled(), { timeout: 20_000 }).toBe(true);
      return (await page.locator('#result').textContent()) ?? '';
    };
    expect(await judged()).toContain('Never 0 3');
    const text = await box.inputValue();
    await box.fill(text.replace('smp_mb();', ''));
    expect(await judged()).toContain('Sometimes 1 3');
    expect(await page.locator('#result svg').count()).toBe(1);
    await box.fill(text.replace('smp_mb()', 'smp_mp()'));
    const message = await judged();
    expect(message).toMatch(/^test\.litmus:10:2: error: /);
    expect(message).toContain('smp_mb');
    expect(message).toMatch(/\n *\| *\t?\^+/);
    await box.fill(long);
    await page.getByLabel('Time limit').selectOption('5');
    await page.getByRole('button', { name: 'Judge' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.locator('#result').textContent()).toBe('cancelled');
    await page.getByRole('button', { name: 'Judge' }).click();
    await expect
      .poll(() => page.locator('#result').textContent(), { timeout: 20_000 })
      .toBe('not decided within 5 s');
    // And the next test is judged as if nothing had been.
    await box.fill(text);
    expect(await judged()).toContain('Never 0 3');
    await closeQuietly(opened);
  });
});

/** Far more executions than anybody counts in some seconds. */
const long = `C long

{}
${Array.from(
  { length: 4 },
  (_, p) => `
P${p}(int *x)
{
${Array.from({ length: 6 }, (_, i) => `	int r${i} = READ_ONCE(*x);\n	WRITE_ONCE(*x, ${p * 10 + i + 1});`).join('\n')}
}
`,
).join('')}
exists (x=1)
`;

const sizes = [360, 800, 1440];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!haveBrowser)('for every reader', () => {
  test.each(['light', 'dark'] as const)(
    'axe-core finds nothing, %s',
    async (colorScheme) => {
      const opened = await open(url, { colorScheme, bypassCSP: true });
      const { page } = opened;
      await page.evaluate(axe);
      const violations = () =>
        page.evaluate(async () => {
          const { axe: run } = globalThis as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          const found = await run.run();
          return found.violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`);
        });
      expect(await violations()).toEqual([]);
      for (const fragment of [
        'gup-truncate-flag',
        'gup-truncate-flag?gup=none',
        'dax-synchronize-rcu',
        'cal-IRIW',
      ]) {
        await page.goto(`${url}#${fragment}`);
        await expect.poll(() => shown(page).locator('.test pre').textContent()).not.toBe('');
        expect(await violations(), fragment).toEqual([]);
      }
      await closeQuietly(opened);
    },
    300_000,
  );

  test.each(sizes)('nothing is wider than the page at %i pixels', async (width) => {
    const opened = await open(url, { viewport: { width, height: 900 } });
    const { page } = opened;
    for (const s of data.scenarios) {
      await page.goto(`${url}#${s.id}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, s.id).toBeLessThanOrEqual(0);
    }
    await closeQuietly(opened);
  });
});
