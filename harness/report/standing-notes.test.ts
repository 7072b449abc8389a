import { expect, it } from 'vitest'
import { noteSentence } from './notes.ts'
import { standingNotes } from './standing-notes.ts'
import { buildReportJudgement, buildReportSession } from './testing-report.ts'
import type { ReportFixtureOptions } from './testing-report.ts'
import type { SessionHeader } from '../results/schema.ts'
import { createView } from './view.ts'

function notesOf(header: Partial<SessionHeader> = {}, options: ReportFixtureOptions = {}) {
  const session = buildReportSession(options)
  const changed = { ...session, header: { ...session.header, ...header } }
  return standingNotes(createView(changed, buildReportJudgement(options), 'followup', 'x'))
}

const codesOf = (...parameters: Parameters<typeof notesOf>) =>
  notesOf(...parameters).map(({ code }) => code)

const { machine, targets } = buildReportSession().header

it('doubts that hold of every session are said of every session', () => {
  expect(codesOf()).toEqual([
    'no-control',
    'few-requests',
    'one-machine',
    'interval-scope',
    'open-loop-margins',
  ])
  expect(codesOf({}, { control: true })).not.toContain('no-control')
})

it('the machine is doubted for what it tells of itself', () => {
  const pinned = { generator: [0], servers: [1] }
  expect(codesOf({ pinning: pinned })).toContain('one-server-cpu')
  expect(codesOf({ pinning: { ...pinned, servers: [1, 2] } })).not.toContain('one-server-cpu')
  const odd = { ...machine, governor: 'powersave', multithreading: true, cpuQuota: 1.5 }
  expect(codesOf({ machine: odd })).toEqual(
    expect.arrayContaining(['clock-varies', 'shared-cores', 'cpu-quota']),
  )
  expect(codesOf({ machine: odd, pinning: pinned })).not.toContain('shared-cores')
  expect(codesOf({ machine: { ...machine, governor: 'performance' } })).not.toContain(
    'clock-varies',
  )
})

it('variants of one commit are called that', () => {
  const same = targets.map((target) => Object.assign({}, target, { commit: 'c'.repeat(40) }))
  expect(codesOf({ targets: same })).toContain('one-commit')
})

it('scenarios of few requests are named with how few', () => {
  const few = notesOf().find(({ code }) => code === 'few-requests')!
  expect(noteSentence(few)).toMatch(/^Fewer than 100 .* behind heartbeats-loaded \(72\):/)
})

it('every machine of a joined session is doubted, what several say once', () => {
  const { header } = buildReportSession()
  const shards = [1, 2, 2].map((cpu) => ({
    header: { ...header, pinning: { generator: [0], servers: [cpu] } },
  }))
  const notes = notesOf({ shards })
  expect(notes.filter(({ code }) => code === 'one-server-cpu')).toEqual([
    { code: 'one-server-cpu', cpu: 1 },
    { code: 'one-server-cpu', cpu: 2 },
  ])
  expect(notes).not.toContainEqual({ code: 'one-machine' })
})
