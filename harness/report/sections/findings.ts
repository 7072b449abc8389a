// What the rules of the gate found for this candidate, gravest first.
import type { Finding } from '../../judge/comparison.ts'
import { heading, strong } from '../block.ts'
import type { Block, Text } from '../block.ts'
import type { ReportView } from '../view.ts'

export function findingsSection(view: ReportView): readonly Block[] {
  const findings = findingsOf(view.judgement.findings, view.candidate.label)
  if (findings.length === 0) return []
  return [heading(2, 'Findings'), { kind: 'list', items: findings.map(describeFinding) }]
}

/** Findings about the candidate or about the session as a whole. */
export function findingsOf(findings: readonly Finding[], label: string): readonly Finding[] {
  return findings
    .filter(({ comparison }) => comparison === undefined || comparison.candidate === label)
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

export function describeFinding(finding: Finding): Text {
  return [strong(finding.severity), `: ${finding.message}`]
}

const SEVERITIES: readonly Finding['severity'][] = ['fail', 'warn', 'info']
