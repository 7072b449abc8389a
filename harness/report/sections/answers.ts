// Before speed: whether the builds said the same things.
import { formatBytes } from '../../core/format.ts'
import type { Answer } from '../../results/schema.ts'
import type { Note } from '../../core/notes.ts'
import { code, heading, paragraph } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { collectNotes, noteSentence } from '../notes.ts'
import { describeRequests } from '../requests.ts'
import { scenarioLabel } from '../rows.ts'
import { shownTargets } from '../view.ts'
import type { ReportView } from '../view.ts'

export function answersSection(view: ReportView): readonly Block[] {
  const answers = answersOf(view)
  const deviating = answers.filter(({ state }) => state !== 'same')
  const items = deviating.map((answer) => describeDeviation(view, answer, answers))
  return [
    heading(2, 'Correctness'),
    paragraph(`${describeAgreement(view)} ${describeRequests(view)}`),
    ...(items.length === 0 ? [] : [{ kind: 'list', items } as const]),
    ...evidence(view, answers),
  ]
}

/** What was compared, so that others can check their own answers against it. */
function evidence(view: ReportView, answers: readonly Answer[]): readonly Block[] {
  const ofBaseline = answers.filter(({ target }) => target === view.baseline.label)
  if (ofBaseline.length === 0) return []
  const others = [...view.between, view.candidate].map(({ label }) => label)
  const table: Block = {
    kind: 'table',
    columns: [
      { header: 'Scenario', align: 'left' },
      { header: 'Size', align: 'right' },
      { header: 'Digest', align: 'left' },
      ...others.map((header) => ({ header, align: 'left' }) as const),
    ],
    rows: ofBaseline.map(({ scenario, bytes, digest }) => {
      const states = others.map(
        (label) =>
          answers.find((each) => each.scenario === scenario && each.target === label)?.state ?? '–',
      )
      const cells: readonly Text[] = [
        scenarioLabel(view.session, scenario),
        formatBytes(bytes),
        code(digest.slice(0, 16)),
      ]
      return cells.concat(states)
    }),
  }
  const summary = `The answers of ${view.baseline.label}, and whether the others gave the same`
  return [{ kind: 'folded', summary, blocks: [table] }]
}

/** How many read scenarios were answered by all builds alike. */
export function describeAgreement(view: ReportView): string {
  const answers = answersOf(view)
  const scenarios = new Set(answers.map(({ scenario }) => scenario)).size
  const unclean = answers.filter(({ state }) => state !== 'same').map(({ scenario }) => scenario)
  if (scenarios === 0) return 'No answers were compared.'
  const counted = scenarios === 1 ? '1 read scenario' : `${scenarios} read scenarios`
  return unclean.length === 0
    ? `${counted} answered identically by all builds.`
    : `${scenarios - new Set(unclean).size} of ${counted} answered identically by all builds.`
}

function answersOf(view: ReportView): readonly Answer[] {
  const labels = new Set(shownTargets(view).map(({ label }) => label))
  return view.session.header.answers.filter(({ target }) => labels.has(target))
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
