// The numbers behind the dots.
import { formatPercent } from '../../../core/format.ts'
import { scrolling } from '../blocks.ts'
import { markup } from '../markup.ts'
import type { Html } from '../markup.ts'
import type { BuildRatios } from './ratio-dots.ts'

export function ratioTable(all: readonly BuildRatios[], units: readonly number[]): Html {
  const rows = all.flatMap(({ build, units: ofBuild }) =>
    units.map((unit) => {
      const logs = ofBuild.get(unit) ?? []
      const cells = logs.map((log) => formatPercent(Math.expm1(log))).join(', ')
      return markup`<tr>
<th scope="row">${build.label}</th>
<td class="right">${unit}</td>
<td class="wide">${cells || '–'}</td>
</tr> `
    }),
  )
  return scrolling(
    'Change of every round',
    markup`<table>
<caption>
Change against the baseline, round by round.
</caption>
<thead>
<tr>
<th scope="col">Build</th>
<th scope="col" class="right">Unit</th>
<th scope="col">Change</th>
</tr>
</thead>
<tbody>
${rows}
</tbody>
</table>`,
  )
}
