// Compiles clients' patterns for an engine that is linear in the text, whatever the pattern: a client cannot
// stall the server.
import { RE2JS } from 're2js'
import { QueryError } from './query-error.ts'
import { recentlyUsed } from './recently-used.ts'
import { translateRegex } from './regex-translate.ts'

export interface Regex {
  readonly test: (text: string) => boolean
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
