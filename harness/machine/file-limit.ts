// How many files a process started from here may hold open. Every connection is one, on both of its ends.
import { execFileSync } from 'node:child_process'

/** Infinity for no limit; undefined where there is no shell to ask. */
export function readFileLimit(): number | undefined {
  try {
    // Node raises its own limit as far as it may when it starts, and its children inherit that.
    return parseFileLimit(
      execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8', timeout: 5000 }),
    )
  } catch {
    return undefined
  }
}

export function parseFileLimit(text: string): number | undefined {
  const limit = text.trim()
  if (limit === 'unlimited') return Infinity
  return /^\d+$/.test(limit) ? Number(limit) : undefined
}
