// Compiles clients' patterns for an engine that is linear in the text, whatever the pattern: a client cannot
// stall the server. Compiled patterns are kept, the least recently used dropped first.
import { RE2JS } from 're2js'
import { QueryError } from './query-error.ts'
import { translateRegex } from './regex-translate.ts'

export interface Regex {
  readonly test: (text: string) => boolean
}

const MAX_CACHED = 512
const MAX_PATTERN_CHARS = 65_536
/** The engine would remember 8 MiB of states per pattern, 4 GiB for a full cache. */
const MAX_STATE_BYTES = 2 ** 20

// Oldest use first: a Map keeps the order of insertion.
const cache = new Map<string, Regex>()

/** Throws RegexCompileError. */
export function compileRegex(pattern: string): Regex {
  const regex = cache.get(pattern) ?? compile(pattern)
  cache.delete(pattern)
  cache.set(pattern, regex)
  if (cache.size > MAX_CACHED) cache.delete(cache.keys().next().value!)
  return regex
}

function compile(pattern: string): Regex {
  try {
    if (pattern.length > MAX_PATTERN_CHARS) {
      throw new Error(`longer than ${MAX_PATTERN_CHARS} characters`)
    }
    const engine = RE2JS.compile(translateRegex(pattern))
    const { dfa } = engine.re2()
    dfa.stateBudget = MAX_STATE_BYTES
    dfa.memBudget = MAX_STATE_BYTES
    return { test: (text) => engine.test(text) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `Failed to compile regex string '${pattern}': ${reason}`
    throw new QueryError('RegexCompileError', message)
  }
}
