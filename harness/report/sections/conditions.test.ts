import { expect, it } from 'vitest'
import { judgeSession } from '../../judge/judge.ts'
import { buildSession } from '../../judge/testing-session.ts'
import { mergeSessions } from '../../results/merge/merge-sessions.ts'
import { renderMarkdown } from '../formats/markdown.ts'
import { createView } from '../view.ts'
import { conditionsSection } from './conditions.ts'

it('says which shard of a joined session measured what, on which machine', () => {
  const sources = ['reads', 'writes'].map((name, index) => {
    const voidUnits = index === 0 ? [] : [1]
    const scenarios = [{ name }]
    const session = buildSession({ scenarios, units: 2, rounds: 1, voidUnits, seed: name })
    const machine = { ...session.header.machine, cpuModel: `CPU ${index}` }
    return { file: name, session: { ...session, header: { ...session.header, id: name, machine } } }
  })
  const session = mergeSessions(sources, { name: 'heartbench', version: '0.1.0' })
  const view = createView(session, judgeSession(session), 'branch', 'x')
  const rows = renderMarkdown(conditionsSection(view))
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  expect(rows.map((cells) => [cells[1], cells[2]?.split(',')[0], cells[6], cells[7]])).toEqual([
    ['Session', 'Machine', 'Units', 'Scenarios'],
    [
      expect.stringMatching(/^-+$/),
      expect.stringMatching(/^-+$/),
      expect.any(String),
      expect.any(String),
    ],
    ['`reads`', '2 × CPU 0', '2 of 2', 'reads'],
    ['`writes`', '2 × CPU 1', '1 of 2, 1 void', 'writes'],
  ])
})
