// Tables: numbers aligned, rows told apart by thin lines, wide ones scrolling inside with their first column in place.

export const TABLE_STYLE = `
.scroll { overflow-x: auto; margin: 0 0 14px; max-width: 100% }
table { border-collapse: collapse; width: max-content; font-size: .9rem; line-height: 1.4; font-variant-numeric: tabular-nums }
caption { text-align: left; color: var(--soft); padding: 0 0 8px; max-width: min(46rem, calc(100vw - 3rem)); font-size: .875rem }
th, td { padding: 6px 12px 6px 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--grid) }
thead th { color: var(--soft); font-weight: 600; border-bottom: 1px solid var(--edge); vertical-align: bottom }
tbody th { font-weight: 500 }
.left { max-width: 24rem }
.right { text-align: right; white-space: nowrap; padding-right: 16px }
.middle { text-align: center; white-space: nowrap }

.results { width: 100% }
.results td, .results th { vertical-align: middle }
.results thead th { vertical-align: bottom }
.results tbody th { min-width: 11rem; position: sticky; left: 0; background: var(--page) }
.results thead th:first-child { position: sticky; left: 0; background: var(--page) }
.results tbody tr:hover > * { background: var(--panel) }
.results td { white-space: nowrap }
.results .group { display: block; font-weight: 400 }
.results .sort { all: unset; cursor: pointer; white-space: nowrap }
.results .sort:hover { text-decoration: underline }
.results .sort:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.results .sort::after { content: " ↕"; color: var(--soft); opacity: .6 }
.results [aria-sort="ascending"] .sort::after { content: " ↑"; opacity: 1 }
.results [aria-sort="descending"] .sort::after { content: " ↓"; opacity: 1 }
.results .badge { vertical-align: -.1em }
.cell { display: block; width: 124px; height: 21px; margin: 0 auto }
.cell .margin { fill: var(--margin) }
.cell .none { stroke: var(--soft); stroke-width: 1 }
.cell .interval { stroke: currentColor; stroke-width: 2.5; stroke-linecap: round }
.cell circle { fill: currentColor }
.cell.faster { color: var(--faster) }
.cell.slower { color: var(--slower) }
.cell.same { color: var(--same) }
.cell.unclear { color: var(--unclear) }
.cell.invalid { color: var(--invalid) }
.cell.share { width: 96px; height: 12px; margin: 4px 0 1px auto; color: var(--soft) }
td:has(strong) .cell.share { color: var(--link) }
.shares td { line-height: 1.3 }
.shares .left { max-width: 13rem }
.shares .right { padding-right: 10px }
.controls { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end; margin: 0 0 14px }
.controls label { display: grid; font-size: .8125rem; color: var(--soft) }
.controls input { width: 15rem; max-width: 100% }
.controls input, .controls select { color: var(--ink) }
.controls output { color: var(--soft); font-size: .875rem; padding-bottom: 6px }
@media (max-width: 720px) {
  .results tbody th { min-width: 8.5rem; max-width: 8.5rem; font-size: .84rem }
}
`
