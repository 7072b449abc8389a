import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../config/load-config.ts'
import type { LocatedSnapshot } from '../prepare-snapshot.ts'
import { checkSameConditions, readConditions } from './conditions.ts'

const CONFIG = {
  start: ['node', 'server.js', '{port}'],
  build: ['make'],
  ready: { path: '/' },
  variants: { small: { arguments: ['--small'] } },
  scenarios: [
    { name: 'items', requests: [{ path: '/items' }] },
    { name: 'search', requests: [{ path: '/search' }] },
  ],
}
const NONE: LocatedSnapshot = { state: 'found', snapshot: undefined }
const ASKED = {
  variant: 'small',
  subject: { scenario: 'items', load: 'requests', metric: 'p50', find: 'slower' },
} as const

function conditions(changes: object = {}, located = NONE) {
  const config = parseConfig('c.json', { ...CONFIG, ...changes })
  return readConditions({ file: 'c.json', directory: '/', config }, located, ASKED)
}

async function complaint(changes: object, located = NONE): Promise<string> {
  const now = await conditions(changes, located)
  try {
    checkSameConditions(await conditions(), now, 'c.json')
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

describe('what a step of a bisection measures', () => {
  const [items, search] = CONFIG.scenarios

  it.each([
    ['what the scenario asks', { scenarios: [{ ...items, requests: [{ path: '/' }] }, search] }],
    ['how servers are started', { start: ['node', 'server.js', '--fast', '{port}'] }],
    ['the variant', { variants: { small: { arguments: ['--tiny'] } } }],
    ['how builds are made', { build: ['make', '-O3'] }],
  ])('is another with another of %s, which the refusal names', async (name, changes) => {
    expect(await complaint(changes)).toMatch(
      new RegExp(`in c\\.json .* these are others now: ${name}\\. Restore them`),
    )
  })

  it('is another on another snapshot', async () => {
    const recipe = { scale: 'tiny', seed: 'x' } as const
    expect(await complaint({}, { state: 'recipe', recipe })).toContain('others now: the snapshot.')
  })

  it('is the same whatever else the config says', async () => {
    const others = { scenarios: [{ ...items, title: 'Reworded' }], reports: 'elsewhere' }
    const patient = { ready: { path: '/', timeoutMs: 90_000 }, buildTimeoutMs: 1 }
    expect(await complaint({ ...others, ...patient, units: 9 })).toBe('none')
  })
})
