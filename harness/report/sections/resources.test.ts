import { expect, it } from 'vitest'
import { judgeSession } from '../../judge/judge.ts'
import { buildSession } from '../../judge/testing-session.ts'
import { createView } from '../view.ts'
import { resourcesSection } from './resources.ts'

it('the costs of a request have a row each where they were measured, and no verdict decides by them', () => {
  const session = buildSession({ scenarios: [{ name: 'reads' }, { name: 'mixed', background: 3 }] })
  const view = createView(session, judgeSession(session), 'branch', 'session.jsonl')
  const fold = resourcesSection(view).find(({ kind }) => kind === 'folded')
  if (fold?.kind !== 'folded' || fold.blocks[0]?.kind !== 'table')
    throw new Error('expected a table')
  const [row, ...others] = fold.blocks[0].rows
  expect(row!.slice(0, 2)).toEqual([[{ kind: 'code', text: 'reads' }], 'CPU per request'])
  expect(row![5]).toContain(' (informs)')
  expect(others).toEqual([])
  const nothing = { ...view.judgement, comparisons: [] }
  expect(resourcesSection({ ...view, judgement: nothing, comparisons: [] })).toEqual([])
})
