// Requests that never left this machine: it ran out of files, ports or memory. Whatever a server does to a request,
// such as a wrong status, a closed connection or silence, is the server's result and never voids a unit: one broken
// scenario would take all others along. It is set aside where it happened, see metrics/usable-units.ts.
import { mergeSlices } from './merge-slices.ts'
import type { ValidityRule } from './rule.ts'

/** errno(3) of a client that could not even connect. */
const CODES: ReadonlySet<string> = new Set([
  'EADDRNOTAVAIL',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
])

/** Of the requests of a scenario and target. A few late ones cannot move p95, but hint at the next many. */
const SHARE_MAX = 0.001

export const failedHere: ValidityRule = {
  name: 'failed-here',
  check: ({ slices }) =>
    mergeSlices(slices).flatMap(({ scenario, target, recordings }) => {
      const failures = recordings.flatMap((recording) => Object.entries(recording.failures))
      const here = failures.filter(([code]) => CODES.has(code))
      const failed = here.reduce((sum, [, count]) => sum + count, 0)
      const due = recordings.reduce((sum, recording) => sum + recording.due, 0)
      if (failed <= SHARE_MAX * due) return []
      const codes = here.map(([code, count]) => `${count} × ${code}`).join(', ')
      return [{ detail: `requests of ${scenario} could not be sent (${codes})`, target }]
    }),
}
