// The format of V8's CPU profiler (`.cpuprofile`, https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#type-Profile):
// a tree of calls, and which node of it was running at which instant.
import { z } from 'zod'
import { MeasurementError } from '../core/errors.ts'
import { nameFile } from './name-file.ts'
import type { Frame, ThreadStacks, WeightedStack } from './stacks.ts'

const nodeSchema = z.object({
  id: z.int(),
  callFrame: z.object({
    functionName: z.string(),
    scriptId: z.string(),
    url: z.string(),
    /** From 0; −1 where there is none. */
    lineNumber: z.int(),
    columnNumber: z.int(),
  }),
  hitCount: z.int().optional(),
  children: z.array(z.int()).optional(),
})

const profileSchema = z.object({
  nodes: z.array(nodeSchema).min(1),
  /** µs of the monotonic clock that `process.hrtime()` reads, too. */
  startTime: z.number(),
  endTime: z.number(),
  /** The node that ran, sample by sample. */
  samples: z.array(z.int()),
  /** µs from one sample to the next; the first counts from `startTime`. */
  timeDeltas: z.array(z.number()),
})

export type CpuProfileNode = Readonly<z.infer<typeof nodeSchema>>
export type RawCpuProfile = Readonly<z.infer<typeof profileSchema>>

/** `file` only names the source in errors. */
export function parseCpuProfile(text: string, file: string): RawCpuProfile {
  const result = profileSchema.safeParse(parseJson(text, file))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new MeasurementError(
    `Expected a CPU profile of V8 in ${file}, but at ${issue!.path.join('.') || 'its top'}: ${issue!.message}.`,
  )
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new MeasurementError(
      `Expected a CPU profile of V8 in ${file}, got ${text === '' ? 'an empty file' : 'no whole JSON'}: was the server killed while it wrote?`,
    )
  }
}

/** Ours: what a thread does inside `Atomics.wait` (profilers/node-preload.ts). */
export const WAITING = '(waiting)'
const IDLE: ReadonlySet<string> = new Set(['(idle)', WAITING])

/** Stacks with their times, those without work apart. Build on `cutProfile` to leave out what was before the load. */
export function stacksOf(
  profile: RawCpuProfile,
  directory: string,
): Omit<ThreadStacks, 'name'> & { readonly idleUs: number } {
  const frames = framesByNode(profile.nodes, directory)
  const { usByNode, samplesByNode } = timesByNode(profile)
  const stacks: WeightedStack[] = []
  let idleUs = 0
  let samples = 0
  for (const { id, callFrame } of profile.nodes) {
    const us = usByNode.get(id) ?? 0
    if (us <= 0) continue
    if (IDLE.has(callFrame.functionName)) idleUs += us
    else {
      stacks.push({ frames: frames.get(id)!, us })
      samples += samplesByNode.get(id)!
    }
  }
  return { stacks, idleUs, samples }
}

function timesByNode(profile: RawCpuProfile) {
  const usByNode = new Map<number, number>()
  const samplesByNode = new Map<number, number>()
  for (const { node, fromUs, toUs } of spansOf(profile)) {
    usByNode.set(node, (usByNode.get(node) ?? 0) + toUs - fromUs)
    samplesByNode.set(node, (samplesByNode.get(node) ?? 0) + 1)
  }
  return { usByNode, samplesByNode }
}

export interface Span {
  readonly node: number
  readonly fromUs: number
  readonly toUs: number
}

/** A sample stands for the time until the next one. V8 may record two out of order: time never runs back here. */
export function spansOf({ samples, timeDeltas, startTime, endTime }: RawCpuProfile): Span[] {
  const startsUs: number[] = []
  let atUs = startTime
  for (const index of samples.keys()) {
    atUs += timeDeltas[index] ?? 0
    startsUs.push(Math.max(atUs, startsUs.at(-1) ?? atUs))
  }
  return samples.map((node, index) => {
    const fromUs = startsUs[index]!
    return { node, fromUs, toUs: startsUs[index + 1] ?? Math.max(fromUs, endTime) }
  })
}

/** The root, which stands for the thread, is left out but where nothing is below it. */
function framesByNode(nodes: readonly CpuProfileNode[], directory: string) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const frames = new Map<number, readonly Frame[]>()
  // Without recursion: stacks of a server may be deeper than ours.
  const open = [{ node: nodes[0]!, above: [] as readonly Frame[] }]
  while (open.length > 0) {
    const { node, above } = open.pop()!
    const own = frameOf(node, directory)
    const isRoot = node === nodes[0]
    frames.set(node.id, isRoot ? [own] : [...above, own])
    const below = isRoot ? [] : frames.get(node.id)!
    for (const child of node.children ?? []) open.push({ node: byId.get(child)!, above: below })
  }
  return frames
}

function frameOf({ callFrame }: CpuProfileNode, directory: string): Frame {
  const file = nameFile(callFrame.url, directory)
  return {
    name: callFrame.functionName === '' ? '(anonymous)' : callFrame.functionName,
    ...(file !== undefined && { file }),
    ...(file !== undefined && callFrame.lineNumber >= 0 && { line: callFrame.lineNumber + 1 }),
  }
}
