// Compiled patterns as tests that a query can be stopped in.
import { compileRegex } from './regex-cache.ts'
import { stopIfAsked, type RunState } from './run-state.ts'

const TESTS_BETWEEN_CHECKS = 1024

/** Whether the pattern is found anywhere in a text. Throws RegexCompileError. */
export function regexTest(pattern: string, run: RunState): (text: string) => boolean {
  const regex = compileRegex(pattern)
  let tests = 0
  return (text) => {
    if (!regex.isLinear || ++tests % TESTS_BETWEEN_CHECKS === 0) stopIfAsked(run)
    return regex.test(text)
  }
}
