// Collapsed stacks, which profilers of every language can write (perf with inferno or stackcollapse, py-spy, async-profiler):
// one line per stack, frames from the outermost on between semicolons, then how many samples saw it.
import { MeasurementError } from '../core/errors.ts'
import type { Frame, WeightedStack } from './stacks.ts'

export interface CollapsedStacks {
  /** `us` is set by whoever knows how much time the samples stand for. */
  readonly stacks: readonly WeightedStack[]
  readonly samples: number
}

/** All samples together stand for `us`. `file` only names the source in errors. */
export function parseCollapsed(text: string, us: number, file: string): CollapsedStacks {
  const lines = text.split('\n').flatMap((line, index) => parseLine(line, `${file}:${index + 1}`))
  const samples = lines.reduce((sum, line) => sum + line.count, 0)
  const stacks = lines
    .filter(({ count }) => count > 0)
    .map(({ frames, count }) => ({ frames, us: (us * count) / samples }))
  return { stacks: us > 0 ? stacks : [], samples }
}

function parseLine(line: string, at: string): { frames: Frame[]; count: number }[] {
  if (line.trim() === '' || line.startsWith('#')) return []
  const match = /^(.*\S)\s+(\d+)\s*$/.exec(line)
  if (match === null)
    throw new MeasurementError(
      `${at}: Expected a stack and a count such as "main;serve;parse 12", got "${line.slice(0, 80)}". Have the profiler write collapsed (folded, "raw") stacks.`,
    )
  const frames = match[1]!.split(';').filter(Boolean).map(parseFrame)
  return frames.length === 0 ? [] : [{ frames, count: Number(match[2]) }]
}

/**
 * py-spy and others append `(file:line)`. The line is the one that ran, not the one at which the function begins: kept,
 * it would tear a function into its lines.
 */
function parseFrame(text: string): Frame {
  const match = /^(.+?) \(([^()]+?)(?::\d+)?\)$/.exec(text.trim())
  return match === null ? { name: text.trim() } : { name: match[1]!, file: match[2]! }
}
