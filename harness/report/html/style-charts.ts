// Pictures: colours by build, thin grids, texts in the size of the page's small print.

const lines = Array.from(
  { length: 6 },
  (_, index) => `.line-${index} { --line: var(--line-${index}) }`,
).join('\n')

export const CHART_STYLE = `
${lines}
.line-control { --line: var(--soft) }
.folds { margin: 0 0 10px }
.scenario { border: 1px solid var(--edge); border-radius: 10px; margin: 10px 0; background: var(--page) }
.scenario:has(:target) { border-color: var(--link); box-shadow: 0 0 0 2px var(--link) }
.scenario > summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; padding: 12px 16px; list-style-position: inside }
.scenario > summary::before { content: "▸"; color: var(--soft); width: .7em }
.scenario[open] > summary::before { content: "▾" }
.scenario > summary::-webkit-details-marker { display: none }
.scenario h3 { margin: 0; flex: 1 1 14rem }
.facts { display: flex; flex-wrap: wrap; gap: 2px 16px; margin-left: auto; font-size: .875rem }
.fact { color: var(--soft); display: inline-flex; gap: 6px }
.scenario .body { padding: 4px 16px 12px; scroll-margin-top: 7rem }
.scenario .body:focus-visible { outline: none }
.why .loads { color: var(--soft); font-size: .9rem; display: block }
.permalink { font-size: .875rem }
.charts, .lanes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 28px 32px; align-items: start }
.lanes { gap: 16px 32px }
figure { margin: 12px 0 20px; min-width: 0 }
.charts > div { min-width: 0 }
figcaption p { color: var(--soft); font-size: .875rem; margin: 2px 0 8px }
h5 { margin: 0 0 2px; font-size: .875rem; display: flex; gap: 0 8px; align-items: center; flex-wrap: wrap }
h5 span { font-weight: 400; color: var(--soft) }
.chart { display: block; width: 100%; max-width: 540px; height: auto; font-size: 12px }
.chart text { fill: var(--soft) }
.chart .end { text-anchor: end }
.chart .middle { text-anchor: middle }
.grid { stroke: var(--grid); fill: none }
.axis { stroke: var(--soft); fill: none }
.none { stroke: var(--soft); stroke-dasharray: 3 3; fill: none }
.rule { stroke: var(--edge); fill: none }
.chart .margin { fill: var(--margin) }
rect.bar { fill: var(--line-0) }
.chart text.group { fill: var(--ink); font-weight: 600 }
.curve { fill: none; stroke: var(--line); stroke-width: 2; stroke-linejoin: round }
.curve.candidate { stroke-width: 3 }
.dot { fill: var(--line); stroke: var(--page); stroke-width: 1 }
.sample { stroke: var(--line); stroke-width: 8; stroke-linecap: round; stroke-opacity: .6; fill: none }
.sample.later { stroke-opacity: .2 }
.interval { stroke: var(--line); stroke-width: 2.5; fill: none }
.shade { fill: var(--shade) }
.busy { fill: var(--busy) }

.profiled h3 { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline }
.profiled .facts { font-weight: 400 }
.own-times { width: 100% }
.own-times th, .own-times td { vertical-align: middle }
.own-times .group { display: block; font-weight: 400 }
.own-times tbody th { max-width: 26rem; overflow-wrap: anywhere }
.own-times tfoot > tr > * { border-top: 1px solid var(--edge); border-bottom: 0; font-weight: 600 }
.own-time { display: block; width: 100%; min-width: 120px; height: 20px }
.own-time rect { fill: var(--line) }
.own-times .longer { color: var(--slower) }
.own-times .shorter { color: var(--faster) }
.wait { stroke: var(--line); stroke-linecap: round; fill: none }
.lost { stroke: var(--slower); stroke-width: 2; fill: none }
.key { width: 28px; height: 10px; flex: none }
.key path { stroke: var(--line); stroke-width: 3; fill: none }
.key path.lost { stroke: var(--slower); stroke-width: 2 }
.line-1.curve, .key .line-1 { stroke-dasharray: 7 3 }
.line-2.curve, .key .line-2 { stroke-dasharray: 2 3 }
.line-control.curve, .key .line-control { stroke-dasharray: 1 4 }
.legend { list-style: none; padding: 0; margin: 4px 0 8px; display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: .875rem }
.legend li { display: inline-flex; gap: 7px; align-items: center; margin: 0 }
.numbers > summary { font-size: .875rem; color: var(--link); width: fit-content }
.numbers .scroll { max-height: 22rem; overflow-y: auto; margin-top: 8px }
.numbers table { font-size: .84rem }
.hint { position: fixed; z-index: 4; pointer-events: none; background: var(--ink); color: var(--page); font-size: .8125rem; padding: 4px 8px; border-radius: 5px; max-width: 18rem }
@media (max-width: 500px) { .chart { font-size: 14px } }
`
