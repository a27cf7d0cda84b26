/** The page's style sheet: light and dark, narrow and wide, screen and paper. */

import { pictureStyle } from '../explain/picture/svg.ts';

export const pageStyle = `
:root {
  color-scheme: light dark;
  --back: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --panel: #f6f8fa;
  --link: #0550ae; --good: #116329; --bad: #a40e26; --mark: #fff8c5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #0d1117; --text: #e6edf3; --soft: #9da7b3; --line: #3d444d; --panel: #161b22;
    --link: #79c0ff; --good: #7ee787; --bad: #ffa198; --mark: #3a2d00;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; line-height: 1.25; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
h4 { font-size: .9rem; margin: 0; color: var(--soft); }
.picture h4 { margin-top: 1rem; }
@media (min-width: 45rem) { .verdict td { white-space: nowrap; } }
.verdict th[scope=row] { min-width: 9rem; }
a { color: var(--link); }
p, ul, dl { margin: .5rem 0; }
dt { float: left; clear: left; margin-right: .5rem; }
dd { margin: 0 0 .2rem; }
code, pre, textarea, .asm { font: .875rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .6rem; overflow-x: auto; margin: .25rem 0; overflow-wrap: normal; }
table { border-collapse: collapse; font-size: .925rem; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; font-weight: normal; overflow-wrap: normal; }
thead th { background: var(--panel); font-weight: 600; }
abbr { text-decoration: none; }
.wide { overflow-x: auto; }
.question { font-size: 1.1rem; font-weight: 600; }
.answer { border-left: 4px solid var(--link); padding-left: .75rem; }
.allowed, .good { color: var(--good); }
.bad .allowed, .wrong { color: var(--bad); font-weight: 600; }
.forbidden { color: var(--soft); }
tr.bad { background: var(--mark); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--back); padding: .5rem; }
.code { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: .75rem; margin: .75rem 0; }
.thread { min-width: 0; }
.controls { display: flex; flex-wrap: wrap; gap: .75rem; margin: .75rem 0; padding: .75rem; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
.controls label { display: block; font-size: .85rem; color: var(--soft); max-width: 24rem; }
.controls select { max-width: 100%; }
select, input, button, textarea { color: inherit; background: var(--back); border: 1px solid var(--soft); border-radius: 6px; padding: .35rem .6rem; font-size: .95rem; }
button { cursor: pointer; }
button:disabled { cursor: default; opacity: .6; }
main:focus { outline: none; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.index { list-style: none; padding: 0; }
.index li { border-top: 1px solid var(--line); padding: .5rem 0; }
.today { color: var(--soft); font-size: .9rem; }
.finder { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: .75rem 0; }
.drawing { overflow-x: auto; margin: .5rem 0; }
.drawing svg { display: block; max-width: none; border: 1px solid var(--line); border-radius: 6px; }
.explained { margin: 1rem 0; }
textarea { width: 100%; min-height: 18rem; resize: vertical; }
[hidden] { display: none !important; }
.scripted article, .scripted .index-only { display: none; }
.scripted article.shown, .scripted .index-only.shown { display: block; }
@media print {
  .controls, .finder, #try, .back, .test { display: none !important; }
  body:not(.scripted) article { break-before: page; }
  h3, h4 { break-after: avoid; }
  tr, .drawing, .thread { break-inside: avoid; }
  pre { white-space: pre-wrap; }
}
@media (forced-colors: active) { tr.bad th { font-weight: 700; } }
${pictureStyle}
`;
