import { expect, it } from 'vitest'
import { buildSession } from '../judge/testing-session.ts'
import { chooseProfiled } from './choose-profiled.ts'

const session = buildSession({
  targets: [
    { label: 'master' },
    { label: 'middle', latencyRatio: { a: 1, b: 1, c: 4 } },
    { label: 'branch', latencyRatio: { a: 1, b: 0.4, c: 1.6 } },
    { label: 'again', isControl: true },
  ],
  scenarios: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
})

it('chooses scenarios of which a row changed, the largest change first, with the builds that changed', () => {
  expect(chooseProfiled(session, {}, 4)).toEqual({
    chosen: [
      { scenario: 'c', targets: ['master', 'middle', 'branch'] },
      { scenario: 'b', targets: ['master', 'branch'] },
    ],
    left: [],
  })
})

it('names those that are beyond the limit', () => {
  expect(chooseProfiled(session, {}, 1)).toMatchObject({ chosen: [{ scenario: 'c' }], left: ['b'] })
})

it('chooses nothing where nothing changed', () => {
  expect(chooseProfiled(buildSession({ units: 4 }), {}, 4)).toEqual({ chosen: [], left: [] })
})
