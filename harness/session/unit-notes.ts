// The doubts that a unit leaves: why it broke off, which requests failed, which rows were not as asked.
import { InterruptedError, TargetError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import { formatCpuList } from '../machine/cpu-list.ts'
import { strayedTo } from '../machine/placement.ts'
import type { Placement } from '../machine/placement.ts'
import type { SliceResult } from '../results/schema.ts'
import type { RowCount } from '../snapshots/count-rows.ts'
import { groupMembers } from '../targets/process-table.ts'
import { checkRows } from './check-rows.ts'
import type { RunningTarget } from './subjects.ts'
import type { Stopped } from './stop-subjects.ts'
import type { UnitRequest } from './unit-request.ts'
import type { Breach } from './validity/rule.ts'
import type { FailedWarmUp } from './warm-up.ts'

export function failureNotes(failure: Error | undefined, unit: number): Note[] {
  if (failure === undefined) return []
  if (failure instanceof InterruptedError) return [{ code: 'unit-interrupted', unit }]
  const detail = failure.message.replace(/\.$/, '')
  return [
    {
      code: 'unit-void',
      unit,
      detail: failure instanceof TargetError ? detail : `it broke off (${detail})`,
    },
  ]
}

/** One note per scenario and target whose requests failed. */
export function failedRequests(
  slices: readonly SliceResult[],
  unit: number,
): Extract<Note, { code: 'failed-requests' }>[] {
  const failed = new Map<string, { scenario: string; target: string; codes: Map<string, number> }>()
  for (const { scenario, target, recordings } of slices)
    for (const { failures } of recordings)
      for (const [code, count] of Object.entries(failures)) {
        const key = `${scenario}/${target}`
        const entry = failed.get(key) ?? { scenario, target, codes: new Map<string, number>() }
        entry.codes.set(code, (entry.codes.get(code) ?? 0) + count)
        failed.set(key, entry)
      }
  return [...failed.values()].map(({ scenario, target, codes }) => ({
    code: 'failed-requests',
    scenario,
    target,
    unit,
    failed: [...codes.values()].reduce((sum, count) => sum + count, 0),
    detail: [...codes].map(([code, count]) => `${count} × ${code}`).join(', '),
  }))
}

/** One note per broken rule and target. */
export function disturbanceNotes(
  breaches: readonly Breach[],
  { index: unit, disturbedUnits }: UnitRequest,
): Note[] {
  const code = disturbedUnits === 'repeat' ? 'unit-void' : 'unit-disturbed'
  return breaches.map((breach) => ({ code, unit, ...breach }))
}

/** Servers that moved to other CPUs; asked before they are stopped. */
export function strayNotes(
  running: readonly RunningTarget[],
  placement: Placement,
  unit: number,
): Note[] {
  if (placement.state === 'free') return []
  return running.flatMap(({ process, target }): Note[] => {
    const strayed = groupMembers(process.pid).flatMap(
      ({ pid }) => strayedTo(placement, 'servers', pid) ?? [],
    )
    if (strayed.length === 0) return []
    const expected = formatCpuList(placement.pinning.servers)
    const got = formatCpuList([...new Set(strayed)].toSorted((a, b) => a - b))
    return [{ code: 'left-its-cpus', target: target.info.label, unit, expected, got }]
  })
}

/** What starting, migrating and starting again leave in doubt. */
export function lifeCycleNotes(stopped: readonly Stopped[], unit: number): Note[] {
  return stopped.flatMap(({ lifecycle: { target }, migratedLate, restartProblem }): Note[] => [
    ...(migratedLate ? [{ code: 'migrated-under-load', target, unit } as const] : []),
    ...(restartProblem === undefined
      ? []
      : [{ code: 'restart-failed', target, unit, detail: restartProblem } as const]),
  ])
}

/** What every process left in its database, compared with what it was asked to. */
export async function rowNotes(
  { rows: before, scenarios, start, driver, index: unit }: UnitRequest,
  running: readonly RunningTarget[],
  stopped: readonly Stopped[],
  failures: readonly FailedWarmUp[],
): Promise<Note[]> {
  if (before === undefined) return []
  const notes: Note[] = []
  for (const {
    subject,
    target: { info },
  } of running) {
    const target = info.label
    const sent = await driver.ask({ kind: 'sent', subject })
    const failed = new Set(
      failures.filter((one) => one.target === target).map(({ scenario }) => scenario),
    )
    const after = stopped.find(({ lifecycle }) => lifecycle.target === target)?.rows ?? NOT_COUNTED
    const snapshot = start.snapshot?.facts
    notes.push(...checkRows({ unit, target, scenarios, snapshot, sent, failed, before, after }))
  }
  return notes
}

const NOT_COUNTED: RowCount = {
  state: 'unknown',
  why: 'it did not stop when asked, so that its last writes may be lost',
}
