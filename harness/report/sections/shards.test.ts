import { expect, it } from 'vitest'
import { judgeSession } from '../../judge/judge.ts'
import { buildSession } from '../../judge/testing-session.ts'
import { mergeSessions } from '../../results/merge/merge-sessions.ts'
import { renderMarkdown } from '../formats/markdown.ts'
import { createView } from '../view.ts'
import { shardsSection } from './shards.ts'

it('names the machine, units and scenarios of every shard', () => {
  const sources = ['reads', 'writes'].map((name, index) => {
    const voidUnits = index === 0 ? [] : [1]
    const session = buildSession({
      scenarios: [{ name }],
      units: 2,
      rounds: 1,
      voidUnits,
      seed: name,
    })
    const machine = { ...session.header.machine, cpuModel: `CPU ${index}` }
    return { file: name, session: { ...session, header: { ...session.header, id: name, machine } } }
  })
  const session = mergeSessions(sources, { name: 'heartbench', version: '0.1.0' })
  const view = createView(session, judgeSession(session), 'branch', 'x')
  expect(renderMarkdown(shardsSection(view))).toMatchInlineSnapshot(`
    "### Where it was measured

    Joined from several sessions. Every ratio is one of a single machine; values are medians over all of them. Machine and CPUs named above are those of the first.

    | Session  | Machine                            | CPUs                  |          Units | Scenarios | Seed     | Started              |
    | -------- | ---------------------------------- | --------------------- | -------------: | --------- | -------- | -------------------- |
    | \`reads\`  | 2 × CPU 0, linux x64, Node v24.0.0 | left to the scheduler |         2 of 2 | reads     | \`reads\`  | 2026-06-12 08:00 UTC |
    | \`writes\` | 2 × CPU 1, linux x64, Node v24.0.0 | left to the scheduler | 1 of 2, 1 void | writes    | \`writes\` | 2026-06-12 08:00 UTC |
    "
  `)
})

it('has nothing to say of a session of one place', () => {
  const session = buildSession({ units: 2, rounds: 1 })
  expect(shardsSection(createView(session, judgeSession(session), 'branch', 'x'))).toEqual([])
})
