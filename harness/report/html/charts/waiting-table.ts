// The numbers of the pictures in which requests wait, for those who do not see them or want to know exactly.
import { formatDurationUs } from '../../../core/format.ts'
import { scrolling } from '../blocks.ts'
import { markup } from '../markup.ts'
import type { Html } from '../markup.ts'
import { eventsOf } from '../timelines.ts'
import type { Lane } from '../timelines.ts'

export function waitingTable(lanes: readonly Lane[]): Html {
  const rows = lanes.flatMap(({ build, measured, background }) =>
    [...measured, ...background].flatMap(({ load, timeline }) =>
      eventsOf(timeline).map(
        ({ atMs, kind, tookMs }) =>
          markup`<tr>
<th scope="row">${build.label}</th>
<td>${load}</td>
<td class="right">${formatDurationUs(atMs * 1000)}</td>
<td class="right">${tookMs === undefined ? kind : formatDurationUs(tookMs * 1000)}</td>
</tr> `,
      ),
    ),
  )
  return scrolling(
    'Requests one by one',
    markup`<table>
<caption>
When each request was due (or sent, where nothing is due), and how long its answer took.
</caption>
<thead>
<tr>
<th scope="col">Build</th>
<th scope="col">Load</th>
<th scope="col" class="right">Due at</th>
<th scope="col" class="right">Answered after</th>
</tr>
</thead>
<tbody>
${rows}
</tbody>
</table>`,
  )
}
