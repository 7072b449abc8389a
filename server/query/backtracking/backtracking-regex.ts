// Patterns that no linear-time engine can run: lookaround, backreferences, atomic groups, possessive repetition,
// conditions, and word borders of all scripts. fancy-regex runs them by backtracking within a bound; so does this.
import { compilePattern } from './compile.ts'
import { parsePattern } from './parse.ts'
import { find } from './run.ts'

export interface BacktrackingRegex {
  /** Whether it is found anywhere in the text; undefined if the bound of steps did not suffice to tell. */
  readonly find: (text: string) => boolean | undefined
}

/** Throws RegexSyntaxError. */
export function backtrackingRegex(pattern: string): BacktrackingRegex {
  const { root, groups } = parsePattern(pattern)
  const compiled = compilePattern(root, groups)
  return { find: (text) => find(compiled, text) }
}
