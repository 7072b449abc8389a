// The command that goes on with a bisection.
import { relative } from 'node:path'
import type { Bisection } from './bisection.ts'

export function howToResume({ context, recordFile, places }: Bisection): string {
  const file = relative(context.directory, recordFile)
  const named = places.config === undefined ? '' : ` --config ${places.config}`
  return `heartbench bisect --resume ${file}${named}`
}
