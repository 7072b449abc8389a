// Matches all rules of a query in one pass over a text: one automaton for all patterns, so that fifty rules
// cost about as much as one.
import { RE2Set } from 're2js'
import type { Rule, RuleMatcher } from '../transforms/rule.ts'
import { compileRegex } from './regex-cache.ts'
import { translateRegex } from './regex-translate.ts'
import { stopIfAsked, type RunState } from './run-state.ts'

/** Gives the places of the patterns found in a text. */
type PatternSet = (text: string) => readonly number[]

const TEXTS_BETWEEN_CHECKS = 256

/** Throws RegexCompileError for the first bad pattern. */
export function ruleMatcher(rules: readonly Rule[], run: RunState): RuleMatcher {
  const searching = rules.flatMap((rule, number) =>
    rule.kind === 'regex' ? [{ ...rule, number }] : [],
  )
  const find = patternSet(searching.map(({ pattern }) => pattern))
  let texts = 0
  return (fields) => {
    const matching = new Set<number>()
    for (const [key, value] of fields) {
      if (++texts % TEXTS_BETWEEN_CHECKS === 0) stopIfAsked(run)
      for (const place of find(value)) {
        const { selectKeys, number } = searching[place]!
        if (selectKeys === undefined || selectKeys.includes(key)) matching.add(number)
      }
    }
    return [...matching].sort((a, b) => a - b)
  }
}

function patternSet(patterns: readonly string[]): PatternSet {
  // Compiled one by one first, for the message about the one that is bad.
  const regexes = patterns.map(compileRegex)
  const set = new RE2Set()
  try {
    for (const pattern of patterns) set.add(translateRegex(pattern))
    set.compile()
  } catch {
    // Together they are too large for one automaton.
    return (text) => regexes.flatMap((regex, place) => (regex.test(text) ? [place] : []))
  }
  return (text) => set.match(text)
}
