// Compiles clients' patterns. Nearly all run on an engine that is linear in the text, whatever the pattern; those
// that cannot backtrack within a bound of steps. Neither lets a client stall the server.
import { RE2JS } from 're2js'
import type { BacktrackingRegex } from './backtracking/backtracking-regex.ts'
import { backtrackingRegex } from './backtracking/load.ts'
import { QueryError } from './query-error.ts'
import { recentlyUsed } from './recently-used.ts'
import { RegexTranslateError } from './regex-scan.ts'
import { translateRegex } from './regex-translate.ts'

export interface Regex {
  readonly test: (text: string) => boolean
  /** RE2 pattern that is found wherever this one is, and elsewhere too unless it is linear. */
  readonly wider: string | undefined
  /** Tests take a time that is linear in the text; others may take milliseconds each. */
  readonly isLinear: boolean
}

const MAX_PATTERN_CHARS = 65_536
/** The engine would remember 8 MiB of states per pattern, 4 GiB for a full cache. */
const MAX_STATE_BYTES = 2 ** 20

const compiled = recentlyUsed<Regex>(512)

/** Throws RegexCompileError. */
export function compileRegex(pattern: string): Regex {
  return compiled(pattern, () => compile(pattern))
}

function compile(pattern: string): Regex {
  try {
    if (pattern.length > MAX_PATTERN_CHARS) {
      throw new Error(`longer than ${MAX_PATTERN_CHARS} characters`)
    }
    return linearFirst(pattern)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `Failed to compile regex string '${pattern}': ${reason}`
    throw new QueryError('RegexCompileError', message)
  }
}

function linearFirst(pattern: string): Regex {
  try {
    return linear(pattern)
  } catch (error) {
    const { find, reason } = backtracking(pattern)
    // What is said of a pattern that neither knows is said by the one that was made for it.
    if (find === undefined) throw error instanceof RegexTranslateError ? reason : error
    return { test: (text) => find(text) ?? false, wider: undefined, isLinear: false }
  }
}

function linear(pattern: string): Regex {
  const { exact, borderless } = translateRegex(pattern)
  const engine = RE2JS.compile(exact)
  const { dfa } = engine.re2()
  dfa.stateBudget = MAX_STATE_BYTES
  dfa.memBudget = MAX_STATE_BYTES
  const test = (text: string) => engine.test(text)
  if (borderless === undefined) return { test, wider: exact, isLinear: true }
  return { test: withBorders(pattern, test), wider: borderless, isLinear: false }
}

// oxlint-disable-next-line no-control-regex -- all of ASCII
const ASCII_ONLY = /^[\0-\x7f]*$/

/** The engine knows the borders of ASCII words; in other texts they are found by backtracking, if it can be told. */
function withBorders(pattern: string, test: Regex['test']): Regex['test'] {
  const { find } = backtracking(pattern)
  return (text) => (ASCII_ONLY.test(text) ? test(text) : (find?.(text) ?? test(text)))
}

function backtracking(pattern: string): {
  readonly find?: BacktrackingRegex['find']
  readonly reason?: unknown
} {
  try {
    return backtrackingRegex(pattern)
  } catch (reason) {
    return { reason }
  }
}
