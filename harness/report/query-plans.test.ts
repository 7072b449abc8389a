import { describe, expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { QueryPlans } from '../results/schema.ts'
import { renderMarkdown } from './formats/markdown.ts'
import { queryPlansSection } from './sections/query-plans.ts'
import { createView } from './view.ts'

const READ = 'SELECT * FROM events\n    WHERE bucketrow = ? ORDER BY starttime DESC'
const SORTED = ['SEARCH events USING INDEX one (bucketrow=?)', 'USE TEMP B-TREE FOR ORDER BY']
const INDEXED = ['SEARCH events USING INDEX all (bucketrow=? AND starttime<?)']
const COUNT = { name: 'count', sql: 'SELECT count(*) FROM events', plan: ['SCAN events'] }

const plansOf = (target: string, plan: readonly string[]): QueryPlans => ({
  target,
  statements: [
    { name: 'newest events', sql: READ, plan: [...plan] },
    { name: 'export', sql: READ, plan: [...plan] },
    COUNT,
  ],
})

function sectionOf(queryPlans: readonly QueryPlans[]): string {
  const targets = ['master', 'lock', 'index'].map((label) => ({ label }))
  const built = buildSession({ targets, units: 2, rounds: 1 })
  const session = { ...built, header: { ...built.header, queryPlans: [...queryPlans] } }
  const blocks = queryPlansSection(createView(session, judgeSession(session), 'index', 'x'))
  return blocks.length === 0 ? '' : renderMarkdown(blocks)
}

describe('query plans', () => {
  it('that a step changed are told with the step, statements that changed alike together', () => {
    const plans = [plansOf('master', SORTED), plansOf('lock', SORTED), plansOf('index', INDEXED)]
    expect(sectionOf(plans)).toMatchInlineSnapshot(`
      "### Query plans

      - **lock → index** (\`3333333333\` Commit of index), newest events and export: no longer \`SEARCH events USING INDEX one (bucketrow=?)\` and \`USE TEMP B-TREE FOR ORDER BY\`, but \`SEARCH events USING INDEX all (bucketrow=? AND starttime<?)\`.

      <details>
      <summary>The statements and their plans before and after</summary>

      \`\`\`diff
      # lock → index, newest events and export
        SELECT * FROM events
        WHERE bucketrow = ? ORDER BY starttime DESC
      - SEARCH events USING INDEX one (bucketrow=?)
      - USE TEMP B-TREE FOR ORDER BY
      + SEARCH events USING INDEX all (bucketrow=? AND starttime<?)
      \`\`\`

      </details>
      "
    `)
  })

  it('whose lines only stand in another order are told together only where the lines are the same', () => {
    const statements = (isTurned: boolean) => {
      const turn = (lines: readonly string[]) => (isTurned ? lines.toReversed() : [...lines])
      return [
        { name: 'a', sql: READ, plan: turn(['SCAN x', 'SCAN y']) },
        { name: 'b', sql: READ, plan: turn(['SCAN x', 'SCAN y']) },
        { name: 'c', sql: READ, plan: turn(['SCAN v', 'SCAN w']) },
      ]
    }
    const told = sectionOf([
      { target: 'master', statements: statements(false) },
      { target: 'lock', statements: statements(true) },
    ])
    expect(told).toContain('a and b: now `SCAN y` and `SCAN x`.')
    expect(told).toContain('c: now `SCAN w` and `SCAN v`.')
  })

  it('that no step changed are one sentence', () => {
    expect(sectionOf([plansOf('master', SORTED), plansOf('lock', SORTED)])).toMatchInlineSnapshot(`
      "### Query plans

      No step changed the plan of a statement that the builds explain.
      "
    `)
  })

  it('are not mentioned where no two neighbours told theirs', () => {
    expect(sectionOf([])).toBe('')
    expect(sectionOf([plansOf('master', SORTED), plansOf('index', INDEXED)])).toBe('')
  })

  it('of statements that only one build has are named', () => {
    const after = { ...plansOf('lock', SORTED), statements: [COUNT] }
    expect(sectionOf([plansOf('master', SORTED), after])).toContain(
      'explained only before it: newest events, export',
    )
  })
})
