// What a profile holds of a window of time, as a profile again: the rest of a server's life is not what was asked about.
import { spansOf } from './cpuprofile.ts'
import type { CpuProfileNode, RawCpuProfile } from './cpuprofile.ts'

/** µs of the same clock as the profile's. */
export interface Window {
  readonly fromUs: number
  readonly toUs: number
}

/** Samples are shortened to what of their time lies in the window. */
export function cutProfile(profile: RawCpuProfile, window: Window): RawCpuProfile {
  const kept = spansOf(profile).flatMap((span) => {
    const fromUs = Math.max(span.fromUs, window.fromUs)
    const toUs = Math.min(span.toUs, window.toUs)
    return toUs > fromUs ? [{ node: span.node, fromUs, toUs }] : []
  })
  const samples = kept.map(({ node }) => node)
  const startTime = kept[0]?.fromUs ?? window.fromUs
  return {
    nodes: pruneNodes(profile.nodes, samples),
    startTime,
    endTime: kept.at(-1)?.toUs ?? startTime,
    samples,
    timeDeltas: kept.map(({ fromUs }, index) => fromUs - (kept[index - 1]?.fromUs ?? startTime)),
  }
}

/** Whether the profile was being taken all the time: else its clock is another, or it began too late. */
export function covers({ startTime, endTime }: RawCpuProfile, { fromUs, toUs }: Window): boolean {
  return startTime <= fromUs && endTime >= toUs
}

/** Nodes that were seen, and those above them. */
function pruneNodes(
  nodes: readonly CpuProfileNode[],
  samples: readonly number[],
): CpuProfileNode[] {
  const hits = new Map<number, number>()
  for (const node of samples) hits.set(node, (hits.get(node) ?? 0) + 1)
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((c) => [c, id])))
  const kept = new Set([nodes[0]!.id])
  for (const node of hits.keys())
    for (let id: number | undefined = node; id !== undefined && !kept.has(id); id = parents.get(id))
      kept.add(id)
  return nodes
    .filter(({ id }) => kept.has(id))
    .map(({ id, callFrame, children = [] }) => ({
      id,
      callFrame,
      hitCount: hits.get(id) ?? 0,
      children: children.filter((child) => kept.has(child)),
    }))
}
