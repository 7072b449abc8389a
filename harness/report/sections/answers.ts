// Before speed: whether the builds said the same things.
import { formatBytes } from '../../core/format.ts'
import type { Answer } from '../../results/schema.ts'
import type { Note } from '../../core/notes.ts'
import { heading, paragraph } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { collectNotes, noteSentence } from '../notes.ts'
import { scenarioLabel } from '../rows.ts'
import type { ReportView } from '../view.ts'

export function answersSection(view: ReportView): readonly Block[] {
  const labels = new Set([view.baseline, ...view.between, view.candidate].map(({ label }) => label))
  const answers = view.session.header.answers.filter(({ target }) => labels.has(target))
  const deviating = answers.filter(({ state }) => state !== 'same')
  const scenarios = new Set(answers.map(({ scenario }) => scenario)).size
  const unclean = new Set(deviating.map(({ scenario }) => scenario)).size
  const items = deviating.map((answer) => describeDeviation(view, answer, answers))
  return [
    heading(2, 'Answers'),
    paragraph(describeAgreement(scenarios, unclean)),
    ...(items.length === 0 ? [] : [{ kind: 'list', items } as const]),
  ]
}

function describeAgreement(scenarios: number, deviating: number): string {
  if (scenarios === 0) return 'No answers were compared.'
  const counted = scenarios === 1 ? '1 read scenario' : `${scenarios} read scenarios`
  if (deviating === 0) return `${counted} answered identically by all builds.`
  return `${scenarios - deviating} of ${counted} answered identically by all builds; the others:`
}

/** Notes that this section shows in full. */
export function isAboutAnswers(note: Note): note is AnswerNote {
  return note.code === 'answers-differ' || note.code === 'wrong-status'
}

type AnswerNote = Extract<Note, { code: 'answers-differ' | 'wrong-status' }>

/** A note names the request and what differs; without one, sizes and digests have to do. */
function describeDeviation(view: ReportView, answer: Answer, answers: readonly Answer[]): Text {
  const note = collectNotes(view).find(
    (each) =>
      isAboutAnswers(each) && each.scenario === answer.scenario && each.target === answer.target,
  )
  if (note !== undefined) return noteSentence(note)
  const expected = answers.find(
    ({ scenario, target }) => scenario === answer.scenario && target === view.baseline.label,
  )
  return [
    ...scenarioLabel(view.session, answer.scenario),
    `: "${answer.target}" ${describeState(answer, expected)}`,
  ]
}

function describeState(answer: Answer, expected: Answer | undefined): string {
  const got = `${formatBytes(answer.bytes)}, digest ${answer.digest.slice(0, 12)}`
  switch (answer.state) {
    case 'same':
      return 'answered as the baseline did.'
    case 'different':
      return expected === undefined
        ? `answered differently (${got}).`
        : `answered differently (${got}) from the baseline (${formatBytes(expected.bytes)}, digest ${expected.digest.slice(0, 12)}).`
    case 'wrong-status':
      return 'answered with a status the scenario does not expect.'
    case 'unverified':
      return 'was not verified: two answers of the same build differ already.'
  }
}
