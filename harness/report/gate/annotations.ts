// Findings as workflow commands of GitHub Actions, which shows them beside the job and the pull request. Of every
// level a step shows ten; the others would be dropped in silence, so that the tenth says how many there are.
import type { Finding } from '../../judge/comparison.ts'
import type { ScenarioInfo } from '../../results/schema.ts'
import { adviceOf, graveFindings, titleOf } from './grave-findings.ts'

/** Annotations of one level that GitHub shows for a step. */
const SHOWN_MAX = 10

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

export function annotationsOf(
  findings: readonly Finding[],
  scenarios: readonly ScenarioInfo[],
): readonly Annotation[] {
  const grave = graveFindings(findings)
  return (['fail', 'warn'] as const).flatMap((severity) => {
    const level = severity === 'fail' ? 'error' : 'warning'
    const all = grave.filter((finding) => finding.severity === severity)
    return limited(
      all.map((finding) => ({
        level,
        title: `heartbench: ${titleOf(finding, scenarios)}`,
        message: [finding.message, adviceOf(finding)].filter(Boolean).join('\n'),
      })),
    )
  })
}

function limited(annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= SHOWN_MAX) return annotations
  const shown = annotations.slice(0, SHOWN_MAX - 1)
  const left = annotations.length - shown.length
  const { level } = annotations[0]!
  const word = level === 'error' ? 'failures' : 'warnings'
  return [
    ...shown,
    {
      level,
      title: `heartbench: ${left} further ${word}`,
      message: `GitHub shows ${SHOWN_MAX} annotations of a kind; ${left} ${word} are left off. All of them stand in the job summary and in the reports.`,
    },
  ]
}

/** One line per annotation. Escaped as the toolkit of GitHub's does it: `:` and `,` separate properties only. */
export function renderAnnotations(annotations: readonly Annotation[]): string {
  return annotations
    .map(
      ({ level, title, message }) =>
        `::${level} title=${escapeProperty(title)}::${escapeData(message)}\n`,
    )
    .join('')
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
