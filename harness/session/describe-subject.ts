// What is asked of which data, as the header keeps it.
import { meanRate } from '../core/scenario.ts'
import type { Load, Scenario } from '../core/scenario.ts'
import type { ScenarioInfo, SnapshotInfo } from '../results/schema.ts'
import { digestFile } from '../snapshots/digest.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'

export async function describeSnapshot({
  name,
  path,
  bytes,
  manifest,
  facts,
}: Snapshot): Promise<SnapshotInfo> {
  const events = facts?.buckets.reduce((sum, bucket) => sum + bucket.events, 0)
  const largest = facts?.buckets.reduce((a, b) => (a.events >= b.events ? a : b))
  return {
    name,
    bytes,
    // Without a manifest nobody has read the rows: then the bytes tell one file from another.
    digest: manifest?.logicalDigest ?? (await digestFile(path)),
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
    return { name, measured, model: 'open', arrival: model.arrival, ratePerSecond: meanRate(model) }
  const { connections } = model
  return { name, measured, model: connections === 1 ? 'sequential' : 'concurrent', connections }
}
