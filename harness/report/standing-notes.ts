// Doubts that nobody had to write down while measuring, since they follow from what the session file says: from how
// it was measured, and from how little stands behind a number.
import type { Note } from '../core/notes.ts'
import type { SessionHeader } from '../results/schema.ts'
import { isControl } from '../judge/control.ts'
import { shownTargets } from './view.ts'
import type { ReportView } from './view.ts'

export function standingNotes(view: ReportView): readonly Note[] {
  return [
    ...ofTargets(view),
    ...ofMachines(view),
    ...fewRequests(view),
    ...(view.session.header.shards === undefined ? [{ code: 'one-machine' } as const] : []),
    { code: 'interval-scope' },
    ...ofOpenLoads(view),
  ]
}

/** To add one: a line here or below, and its sentence in core/notes.ts. */
function ofTargets(view: ReportView): readonly Note[] {
  const { baseline, candidate, control } = view
  const commits = new Set(shownTargets(view).map(({ commit }) => commit))
  const isMeasured = control !== undefined || isControl(candidate, baseline)
  return [
    ...(isMeasured ? [] : [{ code: 'no-control' } as const]),
    ...(commits.size === 1 ? [{ code: 'one-commit', commit: baseline.commit } as const] : []),
  ]
}

/** Of every machine of a joined session; what several say is said once. */
function ofMachines({ session: { header } }: ReportView): readonly Note[] {
  const headers = header.shards?.map((shard) => shard.header) ?? [header]
  const notes = headers.flatMap(ofMachine)
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()]
}

function ofMachine({ machine, pinning }: Pick<SessionHeader, 'machine' | 'pinning'>): Note[] {
  const { governor, cpuQuota } = machine
  const isShared = pinning === undefined && machine.multithreading === true
  return [
    ...(pinning?.servers.length === 1
      ? [{ code: 'one-server-cpu', cpu: pinning.servers[0]! } as const]
      : []),
    ...(governor === undefined || governor === 'performance'
      ? []
      : [{ code: 'clock-varies', governor } as const]),
    ...(isShared ? [{ code: 'shared-cores' } as const] : []),
    ...(cpuQuota === undefined ? [] : [{ code: 'cpu-quota', cpus: cpuQuota } as const]),
  ]
}

function ofOpenLoads({ session: { header } }: ReportView): readonly Note[] {
  const loads = header.scenarios.flatMap((scenario) => scenario.loads)
  const isOpen = loads.some(({ measured, model }) => measured && model === 'open')
  return isOpen ? [{ code: 'open-loop-margins' }] : []
}

/** Below, no percentile far out is known, and the restarts carry the whole interval. */
const REQUESTS_FEW = 100

/** Scenarios of which some build answered few measured requests in all complete units. */
function fewRequests(view: ReportView): readonly Note[] {
  const few = view.session.header.scenarios.flatMap(({ name, loads }) => {
    const measured = loads.filter((load) => load.measured)
    const counts = shownTargets(view).flatMap(({ label }) =>
      measured.map((load) => countServed(view, name, load.name, label)),
    )
    const fewest = Math.min(...counts)
    return fewest > 0 && fewest < REQUESTS_FEW ? [`${name} (${fewest})`] : []
  })
  return few.length === 0 ? [] : [{ code: 'few-requests', scenarios: few, below: REQUESTS_FEW }]
}

function countServed({ session }: ReportView, scenario: string, load: string, target: string) {
  return session.units
    .filter(({ state }) => state === 'complete')
    .flatMap(({ slices }) => slices)
    .filter((slice) => slice.scenario === scenario && slice.target === target)
    .flatMap(({ recordings }) => recordings)
    .filter((recording) => recording.load === load)
    .reduce((sum, { served }) => sum + served, 0)
}
