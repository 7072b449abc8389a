// The command that goes on with a bisection.
import { relative } from 'node:path'
import type { Bisection } from './bisection.ts'

export function howToResume({ context, recordFile, places }: Bisection): string {
  const file = relative(context.directory, recordFile)
  const { config, snapshot } = places
  // Typed beside --resume, it stands in no record.
  const named = [config && ` --config ${config}`, snapshot && ` --snapshot ${snapshot}`]
  return `heartbench bisect --resume ${file}${named.filter(Boolean).join('')}`
}
