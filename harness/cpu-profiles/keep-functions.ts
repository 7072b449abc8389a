// Which functions a session file keeps: few enough to read, and the same of every build, so that one that is missing was
// not seen there.
import type { FunctionTime } from './function-times.ts'

export interface KeptFunctions {
  readonly functions: readonly FunctionTime[]
  /** Own time of all others, and how many they are. */
  readonly others: { readonly functions: number; readonly selfUs: number }
}

/** One entry per build: its functions, and the requests that their time is divided by. */
export interface Counted {
  readonly functions: readonly FunctionTime[]
  readonly requests: number
}

/** The `most` functions with the largest own time per request in any build; a change is never larger than that. */
export function keepFunctions(builds: readonly Counted[], most: number): readonly KeptFunctions[] {
  const largest = new Map<string, number>()
  for (const { functions, requests } of builds)
    for (const one of functions) {
      const us = one.selfUs / Math.max(1, requests)
      largest.set(keptKey(one), Math.max(largest.get(keptKey(one)) ?? 0, us))
    }
  const ranked = [...largest].toSorted(([, a], [, b]) => b - a).slice(0, most)
  const chosen = new Set(ranked.map(([key]) => key))
  return builds.map(({ functions }) => {
    const seen = functions.filter(({ selfUs }) => selfUs > 0)
    // A file may hold any number of functions without a name.
    const kept = new Set(seen.filter((one) => chosen.has(keptKey(one))).slice(0, 2 * most))
    const left = seen.filter((one) => !kept.has(one))
    const selfUs = left.reduce((sum, one) => sum + one.selfUs, 0)
    return { functions: [...kept], others: { functions: left.length, selfUs } }
  })
}

/** Without the line: other code above it moves a function, and that makes it no other. */
const keptKey = ({ name, file = '' }: FunctionTime) => JSON.stringify([name, file])
