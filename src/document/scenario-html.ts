/** One scenario as a section of the page: a whole document without any script, and controls for it. */

import { architectures } from '../lkmm/costs.ts';
import { choiceTable } from '../report/choice-table.ts';
import { necessityWords } from '../report/necessity-words.ts';
import { codeColumn } from '../report/side-by-side.ts';
import { pairedBodies, programOf } from '../scenario/expand.ts';
import { type Choice, choiceText, type Origin, type Scenario } from '../scenario/scenario.ts';
import { explainedHtml } from './explained-html.ts';
import { escaped, escapedLines, paragraphsHtml } from './html-text.ts';
import { columnTitle, type Outcomes } from './outcomes.ts';
import { answerWords, provenanceWords } from './words.ts';

export function scenarioHtml(outcomes: Outcomes, version: string): string {
  const { report } = outcomes;
  const { scenario } = report.analysis;
  const id = escaped(scenario.id);
  return `<article id="${id}" data-group="${escaped(scenario.group ?? '')}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${escaped(scenario.title)}</h2>
<p class="question">${escaped(scenario.question)}</p>
${answer(outcomes)}
<h3>The pairing</h3>
${scenario.story === undefined ? '' : paragraphsHtml(scenario.story)}
${meanings(scenario)}
<div class="workbench" data-scenario="${id}">
<div class="controls" hidden></div>
<div class="code">${codeHtml(scenario, scenario.today)}</div>
<div class="verdict" role="status"></div>
<div class="picture">${outcomes.why.map((e, i) => explainedHtml(e, scenario.id, i === 0 ? 1 : 0)).join('')}</div>
<div class="test" hidden></div>
</div>
${outcomes.without === undefined ? '' : `<h3>Without barriers</h3>\n${explainedHtml(outcomes.without, `${scenario.id}--without`, 0)}`}
<h3>What can happen</h3>
${states(outcomes)}
<h3>The choices</h3>
<pre class="grid" tabindex="0">${escapedLines(choiceTable(report).map((line) => line.slice(2)))}</pre>
<h3>What they cost</h3>
${costs(outcomes)}
${scenario.abstraction === undefined ? '' : `<h3>What the model leaves out</h3>\n${paragraphsHtml(scenario.abstraction)}`}
${origins(scenario)}
<p class="today">${escaped(provenanceWords(report, version))}</p>
</article>`;
}

function answer({ report }: Outcomes): string {
  const { scenario, necessity, today } = report.analysis;
  const words = answerWords(report).map(escaped).join(' ');
  const rows = necessity.map((n) => {
    const slot = scenario.slots[n.slot];
    const filling = `${slot?.name ?? ''}=${slot?.fillings[n.filling]?.name ?? ''}`;
    return `<li><code>${escaped(filling)}</code> is ${escaped(necessityWords(scenario, n))}</li>`;
  });
  const remark =
    today === 'insufficient'
      ? '<p>That is a question to a maintainer and not a bug report; below is what the model leaves out.</p>'
      : '';
  return `<p class="answer">${words}</p>
${remark}${rows.length === 0 ? '' : `<ul>${rows.join('')}</ul>`}
${scenario.learned === undefined ? '' : paragraphsHtml(scenario.learned)}`;
}

function meanings(scenario: Scenario): string {
  const rows = scenario.shared.flatMap((word) =>
    word.means === undefined
      ? []
      : [`<dt><code>${escaped(word.name)}</code></dt><dd>${escaped(word.means)}</dd>`],
  );
  return rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`;
}

/** A column a thread, today's fillings in place. */
export function codeHtml(scenario: Scenario, choice: Choice): string {
  const bodies = pairedBodies(programOf(scenario, choice));
  return bodies
    .map((body, i) => {
      const { name, lines } = codeColumn(scenario.threads[i]?.name ?? '', body);
      return `<div class="thread"><h4>${escaped(name)}</h4><pre tabindex="0">${escapedLines(lines)}</pre></div>`;
    })
    .join('');
}

/** More rows would hide the ones that matter. */
const mostStates = 40;

function states({ report, shown, states: found }: Outcomes): string {
  const { scenario } = report.analysis;
  if (found === undefined)
    return '<p>The final states were not found within the limits of time and memory.</p>';
  const head = shown.map((s) => {
    const fillings = escaped(choiceText(scenario, s.choice).replaceAll(',', ', '));
    return `<th scope="col"><abbr title="${fillings}">${escaped(columnTitle(scenario, s))}</abbr></th>`;
  });
  const rows = found.states.slice(0, mostStates).map((state) => {
    const bad = state.outcomes.some((o) => scenario.outcomes[o]?.role === 'bad');
    const values = found.places.map((place, i) => `${place}=${state.values[i] ?? ''}`).join(' ');
    const cells = state.possible.map(
      (p) => `<td class="${p ? 'allowed' : 'forbidden'}">${p ? 'allowed' : 'forbidden'}</td>`,
    );
    return `<tr${bad ? ' class="bad"' : ''}><th scope="row">${escaped(state.words)}${bad ? ' <em>(must not happen)</em>' : ''}</th><td><code>${escaped(values)}</code></td>${cells.join('')}</tr>`;
  });
  const left = found.states.length - mostStates;
  return `<div class="wide" tabindex="0"><table>
<thead><tr><th scope="col">in the end</th><th scope="col">state</th>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
${left > 0 ? `<p>${left} more states are none of these outcomes.</p>` : ''}`;
}

function costs({ report, priced }: Outcomes): string {
  const { scenario, minimal } = report.analysis;
  if (minimal.length === 0) return '<p>No choice suffices.</p>';
  const rows = priced.map(({ choice, today, cost }) => {
    const cells = architectures.map((a) => {
      const { instructions } = cost[a];
      return instructions.length === 0
        ? '<td>nothing</td>'
        : `<td class="asm">${instructions.map(escaped).join('<br>')}</td>`;
    });
    const name = escaped(choiceText(scenario, choice).replaceAll(',', ', '));
    return `<tr><th scope="row"><code>${name}</code>${today ? ' (today)' : ''}</th>${cells.join('')}</tr>`;
  });
  return `<p>The weakest choices that suffice, with what their orderings become:</p>
<div class="wide" tabindex="0"><table>
<thead><tr><th scope="col">choice</th>${architectures.map((a) => `<th scope="col">${a}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function origins(scenario: Scenario): string {
  const rows = scenario.origins.map((origin) => `<li>${originHtml(origin)}</li>`);
  return rows.length === 0 ? '' : `<h3>Where it comes from</h3>\n<ul>${rows.join('')}</ul>`;
}

function originHtml({ kernel, file, function: name, thread, author, date }: Origin): string {
  return [
    ...(thread === undefined ? [] : [escaped(thread)]),
    ...(author === undefined ? [] : [escaped(author)]),
    ...(date === undefined ? [] : [escaped(date)]),
    ...(name === undefined ? [] : [`<code>${escaped(name)}()</code>`]),
    ...(file === undefined ? [] : [`<code>${escaped(file)}</code>`]),
    ...(kernel === undefined ? [] : [`Linux ${escaped(kernel)}`]),
  ].join(', ');
}
