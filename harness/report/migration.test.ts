import { expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { Lifecycle, Session } from '../results/schema.ts'
import { textOf } from './block.ts'
import { describeMigrations } from './migration.ts'
import { factsTable, lifeCycleSection } from './sections/life-cycle.ts'
import { createView } from './view.ts'

const MB = 1_000_000
const MAIN = 'master'
const BRANCH = 'branch'

/** Every unit the same, with what differs from a start without any migration. */
function viewOf(changes: Partial<Lifecycle>, notes: Session['units'][number]['notes'] = []) {
  const session = buildSession({ scenarios: [{ name: 'reads' }] })
  const units = session.units.map((unit) => ({
    ...unit,
    notes,
    lifecycle: unit.lifecycle.map((one) =>
      Object.assign(
        { ...one, acceptsMs: 60, readyMs: 70, firstAnswerMs: 1250, freeBytesBefore: 0 },
        one.target === BRANCH && changes,
      ),
    ),
  }))
  const changed = { ...session, units }
  return createView(changed, judgeSession(changed), BRANCH, 'session.jsonl')
}
const linesOf = (...input: Parameters<typeof viewOf>) =>
  describeMigrations(viewOf(...input)).map(textOf)

it('nothing is said where no build has migrated', () => {
  expect(linesOf({})).toEqual([])
})

it('the instants of a start stand in their order, and the file beside them', () => {
  const sizes = { databaseBytesBefore: 98 * MB, freeBytesMigrated: 14.6 * MB }
  expect(linesOf({ ...sizes, migratedMs: 1200, databaseBytesMigrated: 98 * MB })).toEqual([
    'branch: accepts 60.0 ms → ready 70.0 ms → migrated 1.20 s → first answer 1.25 s. Its file kept its size: what is new found room in pages that were given up, of which 14.6 MB lie free.',
    `${MAIN}: no change of schema.`,
  ])
  const grown = { migratedMs: 1300, databaseBytesMigrated: 113.3 * MB }
  expect(linesOf({ ...sizes, ...grown, freeBytesMigrated: 29.9 * MB })[0]).toBe(
    'branch: accepts 60.0 ms → ready 70.0 ms → first answer 1.25 s → migrated 1.30 s. Its file grew by 15.3 MB; 29.9 MB of it lie free, for later writes to fill.',
  )
  const shrunk = { migratedMs: 1300, databaseBytesMigrated: 90 * MB, freeBytesMigrated: 0 }
  expect(linesOf({ ...sizes, ...shrunk })[0]).toMatch(/Its file shrank by 8\.00 MB\.$/)
})

it('a build whose migration was not seen is not said to have none', () => {
  const note = { code: 'migrated-under-load', target: MAIN, unit: 1 }
  expect(linesOf({ migratedMs: 1200 }, [note])).toHaveLength(1)
})

it('a time that only one side has is a fact, not a comparison', () => {
  const view = viewOf({ migratedMs: 1200 })
  expect(view.comparisons.map(({ metric }) => metric)).not.toContain('migrated')
  const facts = factsTable(view)
  if (facts?.kind !== 'table') throw new Error('expected a table')
  expect(facts.rows.find(([part]) => part === 'migrated')).toEqual(['migrated', '–', '1.20 s'])
  expect(lifeCycleSection(view).map(({ kind }) => kind)).toEqual(['heading', 'table', 'list'])
})
