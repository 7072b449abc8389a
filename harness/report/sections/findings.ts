// What the rules of the gate found for this candidate, gravest first; what is merely unclear is folded away.
import type { Finding } from '../../judge/comparison.ts'
import { heading, strong } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { findingsOf } from '../outcome.ts'
import type { ReportView } from '../view.ts'

export function findingsSection(view: ReportView): readonly Block[] {
  const findings = findingsOf(view.judgement.findings, view.candidate.label)
  const grave = findings.filter(({ severity }) => severity !== 'info')
  const rest = findings.filter(({ severity }) => severity === 'info')
  return [
    ...(grave.length === 0 ? [] : [heading(2, 'Findings'), listOf(grave)]),
    ...(rest.length === 0 ? [] : [fold(rest)]),
  ]
}

export function describeFinding(finding: Finding): Text {
  return [strong(finding.severity), `: ${finding.message}`]
}

function fold(findings: readonly Finding[]): Block {
  const summary = `What the rules noted besides (${findings.length})`
  return { kind: 'folded', summary, blocks: [listOf(findings)] }
}

function listOf(findings: readonly Finding[]): Block {
  return { kind: 'list', items: findings.map(describeFinding) }
}
