// A build that answers differently is not comparable, however fast it is.
import { EXIT } from '../../core/errors.ts'
import { describeNote } from '../../core/notes.ts'
import { isWrong, readWrongAnswers } from '../validity.ts'
import type { Rule } from './rule.ts'

export const wrongAnswers: Rule = {
  name: 'wrong-answers',
  title: 'Wrong answers',
  advice:
    'Make the answers equal first. If the difference is wanted, compare builds that both have it.',
  exitCode: EXIT.wrongAnswers,
  check: ({ session }) => {
    const pairs = new Map(
      session.header.answers
        .filter(isWrong)
        .map((answer) => [JSON.stringify([answer.scenario, answer.target]), answer]),
    )
    return [...pairs.values()]
      .flatMap(({ scenario, target }) => readWrongAnswers(session, scenario, target))
      .map((note) => ({ severity: 'fail', message: describeNote(note) }))
  },
}
