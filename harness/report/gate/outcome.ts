// The outcome of a gate as blocks: red or green, then every failure and warning with what to do, then the budgets.
import { EXIT } from '../../core/errors.ts'
import type { ExitCode } from '../../core/errors.ts'
import type { Finding, Judgement, Verdict } from '../../judge/comparison.ts'
import type { Session } from '../../results/schema.ts'
import { heading, paragraph, strong } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { budgetsTable } from './budgets-table.ts'
import { adviceOf, graveFindings } from './grave-findings.ts'

/** `findingsMax` cuts the list where a place is too small for all; how many are left out is said. */
export function composeGateOutcome(
  session: Session,
  judgement: Judgement,
  findingsMax = Number.POSITIVE_INFINITY,
): readonly Block[] {
  const grave = graveFindings(judgement.findings)
  const left = grave.length - findingsMax
  const items = [
    ...describeFindings(grave.slice(0, findingsMax)),
    ...(left > 0 ? [`${left} further findings stand in the reports.`] : []),
  ]
  return [
    heading(2, `Gate: ${outcomeWord(judgement.exitCode)}`),
    paragraph(
      { kind: 'verdict', verdict: markOf(judgement.exitCode), word: '' },
      describeOutcome(judgement),
    ),
    ...(items.length === 0 ? [] : [{ kind: 'list', items } as const]),
    ...budgetsTable(judgement.budgets, session.header.scenarios),
  ]
}

/** Red is what somebody's change did; what could not be judged is no verdict on it. */
function markOf(exitCode: ExitCode): Verdict {
  if (exitCode === EXIT.pass) return 'faster'
  return exitCode === EXIT.regression || exitCode === EXIT.wrongAnswers ? 'slower' : 'invalid'
}

export function outcomeWord(exitCode: ExitCode): 'passed' | 'failed' {
  return exitCode === EXIT.pass ? 'passed' : 'failed'
}

/** Machine-readable words for the exit codes, as `verdict` of a workflow step. */
export const OUTCOMES: Readonly<Record<ExitCode, string>> = {
  [EXIT.pass]: 'pass',
  [EXIT.regression]: 'regression',
  [EXIT.usage]: 'usage',
  [EXIT.invalid]: 'invalid',
  [EXIT.wrongAnswers]: 'wrong-answers',
  [EXIT.targetFailed]: 'target-failed',
  [EXIT.nothingMeasured]: 'nothing-measured',
  [EXIT.unclear]: 'unclear',
  [EXIT.interrupted]: 'interrupted',
}

const REASONS: Readonly<Record<ExitCode, string>> = {
  [EXIT.pass]: 'nothing that fails was found',
  [EXIT.regression]: 'a confirmed regression, or a broken limit',
  [EXIT.usage]: 'usage or config',
  [EXIT.invalid]: 'the numbers cannot be believed',
  [EXIT.wrongAnswers]: 'answers differ',
  [EXIT.targetFailed]: 'a build or server failed',
  [EXIT.nothingMeasured]: 'something asked for was not measured',
  [EXIT.unclear]: 'something is unclear that must not be',
  [EXIT.interrupted]: 'the session was interrupted',
}

/** `Exit code 1: a confirmed regression, or a broken limit. 2 failures, 1 warning.` */
export function describeOutcome({ exitCode, findings }: Judgement): string {
  const count = (severity: Finding['severity'], word: string) => {
    const found = findings.filter((finding) => finding.severity === severity).length
    return `${found} ${word}${found === 1 ? '' : 's'}`
  }
  return `Exit code ${exitCode}: ${REASONS[exitCode]}. ${count('fail', 'failure')}, ${count('warn', 'warning')}.`
}

/** The same advice is given once, after the last of the findings that it is for. */
function describeFindings(findings: readonly Finding[]): readonly Text[] {
  return findings.map((finding, index): Text => {
    const advice = adviceOf(finding)
    const next = findings[index + 1]
    const isLast = next === undefined || adviceOf(next) !== advice
    const text = `: ${finding.message}${advice !== undefined && isLast ? ` → ${advice}` : ''}`
    return [strong(finding.severity), text]
  })
}
