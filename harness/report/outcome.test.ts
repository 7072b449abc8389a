import { describe, expect, it } from 'vitest'
import type { Judgement } from '../judge/comparison.ts'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { Session } from '../results/schema.ts'
import { renderMarkdownReport } from './render.ts'
import { buildReportJudgement, buildReportSession } from './testing-report.ts'

const session = buildReportSession()
const judgement = buildReportJudgement()

function report(of: Session, judged: Judgement, label = 'followup'): string {
  return renderMarkdownReport(of, judged, label, { sessionFile: 'session.jsonl' })
}

describe('the outcome', () => {
  it('calls a slower row that the rules did not confirm by that name', () => {
    const comparisons = judgement.comparisons.filter(
      ({ candidate, verdict }) => candidate === 'followup' && verdict !== 'invalid',
    )
    const { header, units, end } = session
    const unsuspected = { header: { ...header, answers: [], notes: [] }, units, end: end! }
    const text = report(unsuspected, { ...judgement, comparisons, findings: [] })
    expect(text.slice(0, 300)).toContain('Slower, not confirmed')
  })

  it('never says that nobody has to act while a finding fails', () => {
    const message = '"branch" failed in unit 0: exit 1.'
    const findings = [{ rule: 'target-failed', severity: 'fail' as const, message }]
    const text = report(session, { ...judgement, findings }, 'branch')
    expect(text.slice(0, 300)).toMatch(/Faster.*Someone must look at the findings/s)
  })

  it('calls the control neither slower nor faster, whatever its rows say', () => {
    for (const latencyRatio of [1.5, 0.6]) {
      const targets = [{ label: 'master' }, { label: 'again', isControl: true, latencyRatio }]
      const measured = buildSession({ targets, units: 4, rounds: 3 })
      const judged = judgeSession(measured)
      const text = report(measured, { ...judged, findings: [] }, 'again')
      expect(text.slice(0, 300)).toMatch(/^# \? Noise.*once more: nobody has to act/s)
      // So much noise that the session is worth nothing, which is a finding.
      expect(report(measured, judged, 'again').slice(0, 300)).toMatch(/Noise.*at the findings/s)
    }
  })

  it('is composed from a real judgement as well', () => {
    const targets = [{ label: 'master' }, { label: 'branch', latencyRatio: 1.5 }]
    const measured = buildSession({ targets, units: 4, rounds: 3 })
    const text = report(measured, judgeSession(measured), 'branch')
    expect(text.slice(0, 300)).toMatch(/^# ❌ Slower.*2 slower/s)
  })
})
