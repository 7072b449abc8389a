// Finds the rules that match an event's strings.
import type { Rule, RuleMatcher } from '../transforms/rule.ts'
import { patternSet } from './pattern-set.ts'
import { stopIfAsked, type RunState } from './run-state.ts'

const TEXTS_BETWEEN_CHECKS = 256

/** Throws RegexCompileError for the first bad pattern. */
export function ruleMatcher(rules: readonly Rule[], run: RunState): RuleMatcher {
  const searching = rules.flatMap((rule, number) =>
    rule.kind === 'regex' ? [{ ...rule, number }] : [],
  )
  const find = patternSet(searching.map(({ pattern }) => pattern))
  const pause = () => stopIfAsked(run)
  let texts = 0
  return (fields) => {
    const matching = new Set<number>()
    for (const [key, value] of fields) {
      if (++texts % TEXTS_BETWEEN_CHECKS === 0) stopIfAsked(run)
      for (const place of find(value, pause)) {
        const { selectKeys, number } = searching[place]!
        if (selectKeys === undefined || selectKeys.includes(key)) matching.add(number)
      }
    }
    return [...matching].sort((a, b) => a - b)
  }
}
