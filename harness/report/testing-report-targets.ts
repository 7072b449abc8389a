// The builds of the hand-written session of report tests, and how they answered.
import type { Note } from '../core/notes.ts'
import type { Answer, TargetInfo } from '../results/schema.ts'
import { SCENARIOS } from './testing-report-scenarios.ts'

export const BASELINE = 'master'
export const LABELS = ['master', 'midpoint', 'branch', 'followup'] as const

export function targetOf(label: string, index: number): TargetInfo {
  return {
    label,
    role: index === 0 ? 'baseline' : 'candidate',
    input: index === 0 ? 'master' : `.:${label}`,
    commit: String(index).repeat(40),
    subject: `Commit of ${label} | with a pipe`,
    dirty: label === 'followup',
    ...(index > 0 && { variant: label }),
  }
}

export const CONTROL: TargetInfo = { ...targetOf('master', 0), label: 'again', role: 'candidate' }

export const DIFFERENCE: Note = {
  code: 'answers-differ',
  scenario: 'events-month',
  target: 'followup',
  request: 'GET /api/0/buckets/window/events?start=2026-05-12',
  detail: 'event 17 has another duration',
}

export function answersOf(targets: readonly TargetInfo[]): Answer[] {
  return SCENARIOS.filter(({ readOnly }) => readOnly).flatMap(({ name }) =>
    targets.map(({ label }): Answer => {
      const differs = name === 'events-month' && label === 'followup'
      const state = differs ? 'different' : 'same'
      return { scenario: name, target: label, state, digest: `digest-of-${name}`, bytes: 12_300 }
    }),
  )
}
