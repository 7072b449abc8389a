// What is asked of which data, as the header keeps it.
import type { Load, Scenario } from '../core/scenario.ts'
import type { ScenarioInfo, SnapshotInfo } from '../results/schema.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'

export function describeSnapshot({ name, bytes, manifest, facts }: Snapshot): SnapshotInfo {
  const events = facts?.buckets.reduce((sum, bucket) => sum + bucket.events, 0)
  const largest = facts?.buckets.reduce((a, b) => (a.events >= b.events ? a : b))
  return {
    name,
    bytes,
    digest: manifest?.logicalDigest ?? '',
    ...(events !== undefined && { events }),
    description:
      largest === undefined
        ? ''
        : `${facts!.buckets.length} buckets, largest ${largest.id} with ${largest.events} events`,
  }
}

export function describeScenario(scenario: Scenario): ScenarioInfo {
  const { name, title, table, summary, readOnly, loads } = scenario
  return {
    name,
    title,
    table,
    summary,
    readOnly,
    loads: loads.map(describeLoad),
  }
}

function describeLoad({ name, model, measured }: Load): ScenarioInfo['loads'][number] {
  if (model.kind === 'open')
    return { name, measured, model: 'open', ratePerSecond: model.ratePerSecond }
  const { connections } = model
  return { name, measured, model: connections === 1 ? 'sequential' : 'concurrent', connections }
}
