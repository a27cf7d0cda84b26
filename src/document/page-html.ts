/**
 * All scenarios in one page that needs nothing else: no network, no other file. Without its script it
 * is a document; with it, each choice of barriers can be tried.
 */

import { embeddedJson, embeddedScript, escaped } from './html-text.ts';
import { groupsOf } from './index-markdown.ts';
import type { Outcomes } from './outcomes.ts';
import { type PageData, pageScenario } from './page-data.ts';
import { pageStyle } from './page-style.ts';
import { scenarioHtml } from './scenario-html.ts';

export interface PageParts {
  readonly version: string;
  /** The bundled script of the page. */
  readonly client: string;
  /** That of the worker that judges, deflated and in base64. */
  readonly engine: string;
  /** Of what others wrote in the engine. */
  readonly licence: string;
  /** Of UTF-8 text, in base64. */
  readonly sha256: (text: string) => string;
}

/** Before and behind the scripts. */
const scriptMark = '<!-- scripts -->';

/**
 * What a page says: all but its scripts and their digest, which are those of the build that wrote it.
 * A page that says the same is not stale.
 */
export function withoutScripts(page: string): string {
  const first = page.indexOf(scriptMark);
  const last = page.lastIndexOf(scriptMark);
  const kept = first === last ? page : page.slice(0, first) + page.slice(last);
  return kept.replace(/script-src 'sha256-[\w+/=]*'/, '');
}

export const pageMarker = '<!-- Made by mbpair document -->';

export function pageHtml(all: readonly Outcomes[], parts: PageParts): string {
  const data: PageData = { version: parts.version, scenarios: all.map((o) => pageScenario(o.report)) };
  const client = embeddedScript(parts.client);
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${parts.sha256(client)}'`,
    `style-src 'sha256-${parts.sha256(pageStyle)}'`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
${pageMarker}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Barrier pairings and their allowed outcomes</title>
<meta name="description" content="Which memory barriers between get_user_pages, truncate and their relatives suffice, by the Linux-kernel memory model">
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header>
<h1><a href="#">Barrier pairings and their allowed outcomes</a></h1>
<p>Every choice of barriers, judged by the Linux-kernel memory model (LKMM of Linux 7.2) by mbpair ${escaped(parts.version)}.</p>
</header>
<main id="content" tabindex="-1">
<section class="index-only shown" aria-labelledby="index-title">
<h2 id="index-title">Scenarios</h2>
<div class="finder" hidden></div>
${groupsOf(all)
  .map(
    ({ title, members }) =>
      `<h3>${escaped(title)}</h3>\n<ul class="index">\n${members.map(indexItem).join('\n')}\n</ul>`,
  )
  .join('\n')}
</section>
${all.map((o) => scenarioHtml(o, parts.version)).join('\n')}
<section id="try" class="index-only shown" aria-labelledby="try-title" hidden>
<h2 id="try-title">Try it</h2>
<p>A litmus test of your own, judged here in your browser: nothing leaves it.</p>
<div class="bench"></div>
</section>
</main>
<footer>
<p>Counts are of executions. What suffices in the model is what the kernel's documents promise; what does not is a question to a maintainer.</p>
</footer>
<script type="application/json" id="data">${embeddedJson(data)}</script>
${scriptMark}
<script type="text/plain" id="engine-licence">The package yaml is part of the engine below.
${embeddedScript(parts.licence)}</script>
<script type="text/plain" id="engine">${embeddedScript(parts.engine)}</script>
<script>${client}</script>
${scriptMark}
</body>
</html>
`;
}

function indexItem({ report }: Outcomes): string {
  const { scenario, today, sufficient, choices } = report.analysis;
  const standing = today === 'insufficient' ? 'insufficient in the model' : today;
  const counted =
    sufficient === undefined ? `${choices} choices` : `${sufficient} of ${choices} choices suffice`;
  return `<li data-group="${escaped(scenario.group ?? '')}"><a href="#${escaped(scenario.id)}">${escaped(scenario.title)}</a><br>${escaped(scenario.question)}<br><span class="today">${escaped(scenario.id)}; today: ${escaped(standing)}; ${escaped(counted)}</span></li>`;
}
