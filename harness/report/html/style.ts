// How a report looks: light and dark by the reader's system unless chosen, from a phone's width up. Colours of builds and
// verdicts keep apart for every kind of colour vision; shapes and words say the same.
import { CHART_STYLE } from './style-charts.ts'
import { TABLE_STYLE } from './style-tables.ts'

const LIGHT = `
  color-scheme: light;
  --page: #ffffff; --panel: #f6f7f9; --edge: #d9dde3; --ink: #1b2130; --soft: #566073; --link: #0b57b7;
  --faster: #07694a; --slower: #b3261e; --same: #4a5568; --unclear: #8a5300; --invalid: #8a2f7c;
  --line-0: #5d6675; --line-1: #b45309; --line-2: #7b3fa0; --line-3: #0b62c4; --line-4: #04795a; --line-5: #a8326b;
  --grid: #e3e6eb; --margin: #e4e8ef; --shade: #fdeccb; --busy: #c98a1b;`

const DARK = `
  color-scheme: dark;
  --page: #12151b; --panel: #1a1f28; --edge: #323a47; --ink: #e7eaf0; --soft: #a3adbd; --link: #86b8ff;
  --faster: #5fd0a3; --slower: #ff8f85; --same: #b3bccb; --unclear: #f0b45a; --invalid: #e39ad6;
  --line-0: #a9b3c2; --line-1: #f2a35e; --line-2: #c79bea; --line-3: #6fb1ff; --line-4: #57cfa6; --line-5: #f08fbb;
  --grid: #2a313d; --margin: #2b3340; --shade: #3b3016; --busy: #c99a3f;`

export const STYLE = `
:root {${LIGHT} }
@media (prefers-color-scheme: dark) { :root {${DARK} } }
:root[data-theme="light"] {${LIGHT} }
:root[data-theme="dark"] {${DARK} }

*, ::before, ::after { box-sizing: border-box }
[hidden] { display: none !important }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word }
main { max-width: 1120px; margin: 0 auto; padding: 0 20px 64px }
h1 { font-size: clamp(1.4rem, 1rem + 2vw, 2rem); line-height: 1.2; margin: 28px 0 14px; letter-spacing: -.015em }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 48px 0 12px }
h3 { font-size: 1.05rem; margin: 28px 0 8px }
h4 { font-size: .95rem; margin: 0 }
p { margin: 0 0 12px; max-width: 46rem }
ul { margin: 0 0 12px; padding-left: 1.2rem }
li { max-width: 46rem; margin: 3px 0 }
a { color: var(--link); text-underline-offset: 2px }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
code { background: var(--panel); border-radius: 4px; padding: 1px 4px }
pre { background: var(--panel); border: 1px solid var(--edge); border-radius: 8px; padding: 12px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere }
pre code { background: none; padding: 0 }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px }
small { font-size: .8125rem; color: var(--soft) }
button, input, select { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--edge); border-radius: 6px; padding: 4px 10px; min-height: 34px }
button { cursor: pointer }
button:hover { border-color: var(--soft) }
summary { cursor: pointer }

.skip { position: absolute; left: -9999px }
.skip:focus { left: 12px; top: 8px; background: var(--page); padding: 6px 10px; z-index: 3 }
.top { position: sticky; top: 0; z-index: 2; display: flex; gap: 4px 20px; align-items: center; padding: 8px 20px; background: var(--page); border-bottom: 1px solid var(--edge) }
.top p { margin: 0; white-space: nowrap }
.top p span { color: var(--soft); font-size: .8125rem; margin-left: 6px }
.top nav { display: flex; gap: 16px; margin-left: auto; overflow-x: auto; padding: 4px 0 }
.top nav a { color: var(--ink); text-decoration: none; font-size: .9rem; white-space: nowrap }
.top nav a:hover { text-decoration: underline }
.theme[aria-pressed="true"] { background: var(--ink); color: var(--page) }

.verdict { border-bottom: 1px solid var(--edge); padding-bottom: 12px }
.verdict h1 + p { font-size: 1.125rem; padding: 14px 16px; border-radius: 10px; background: var(--panel); border-left: 5px solid var(--same); max-width: none }
.verdict.faster h1 + p { border-color: var(--faster) }
.verdict.slower h1 + p { border-color: var(--slower) }
.verdict.unclear h1 + p { border-color: var(--unclear) }
.verdict.invalid h1 + p { border-color: var(--invalid) }

.badge { display: inline-flex; gap: 5px; align-items: center; font-weight: 600; white-space: nowrap }
.mark { width: 1.15em; height: 1.15em; flex: none; fill: none; stroke: currentColor; stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round }
.verdict .badge { vertical-align: -.2em; margin-right: 4px }
.badge.faster { color: var(--faster) }
.badge.slower { color: var(--slower) }
.badge.same { color: var(--same) }
.badge.unclear { color: var(--unclear) }
.badge.invalid { color: var(--invalid) }

.fold { border: 1px solid var(--edge); border-radius: 8px; padding: 10px 16px; margin: 12px 0 }
.fold > summary { font-weight: 600 }
.fold[open] > summary { margin-bottom: 10px }
${TABLE_STYLE}${CHART_STYLE}
@media (max-width: 720px) {
  main { padding: 0 14px 48px }
  .top { flex-wrap: wrap; padding: 6px 14px; position: static }
  .top p span { display: none }
  .top nav { order: 3; width: 100%; margin: 0; flex-wrap: wrap; gap: 2px 14px }
  .theme { margin-left: auto }
  html { scroll-padding-top: 1rem }
}
@media print {
  .top, .controls, .folds, .skip, .permalink { display: none }
  details::details-content { content-visibility: visible; block-size: auto }
  .scroll { overflow: visible }
  figure, tr { break-inside: avoid }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
`
