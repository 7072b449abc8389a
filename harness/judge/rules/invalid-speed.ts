// Numbers that exist but must not be believed: requests that failed, or a machine too busy to measure on.
import { EXIT } from '../../core/errors.ts'
import { describeNote, noteLevel } from '../../core/notes.ts'
import type { Comparison } from '../comparison.ts'
import { isWrong, readWrongRows } from '../validity.ts'
import type { Rule, RuleInput } from './rule.ts'

export const invalidSpeed: Rule = {
  name: 'invalid-speed',
  title: 'Numbers not believed',
  advice:
    'Cure failing requests, else repeat on a quieter machine; heartbench doctor says what disturbs this one.',
  exitCode: EXIT.invalid,
  check: (input) =>
    (input.doubts.length > 0 ? input.doubts : unreliableScenarios(input)).map((message) => ({
      severity: 'fail',
      message,
    })),
}

/** One sentence per scenario and candidate; wrong answers have a rule of their own. */
function unreliableScenarios({ session, comparisons }: RuleInput): string[] {
  const wrong = new Set(
    session.header.answers.filter(isWrong).map(({ scenario, target }) => `${scenario}/${target}`),
  )
  const hasWrongRows = (scenario: string, target: string) =>
    readWrongRows(session, target).some(
      (note) => note.code === 'copy-changed' || note.scenario === scenario,
    )
  const invalid = comparisons
    .filter(({ verdict }) => verdict === 'invalid')
    .filter(({ scenario, baseline, candidate }) =>
      [baseline, candidate].every(
        (target) => !wrong.has(`${scenario}/${target}`) && !hasWrongRows(scenario, target),
      ),
    )
  const byScenario = new Map(invalid.map((one) => [`${one.scenario}/${one.candidate}`, one]))
  return [...byScenario.values()].map(describeInvalid)
}

function describeInvalid({ scenario, baseline, candidate, notes }: Comparison): string {
  const reason = notes.find((note) => noteLevel(note) === 'invalid') ?? notes[0]
  const why = reason ? ` ${describeNote(reason)}` : ''
  return `Expected at least half of the units of ${scenario} without failures on "${baseline}" and "${candidate}", found fewer: its speed is not judged.${why}`
}
