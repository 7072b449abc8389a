import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProject, ITEMS } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

const SERVER = join(import.meta.dirname, 'fixtures/rows-server.mjs')
const BEATS = { name: 'beats', requests: [{ path: '/beat' }], readOnly: false }
const BASE = {
  start: ['node', SERVER, '{port}', '{db}'],
  snapshot: { scale: 'tiny' },
  variants: { good: {}, writes: { arguments: ['writes'] } },
}
const CONFIGS = {
  'heartbench.config.json': BASE,
  'beats.json': { ...BASE, scenarios: [ITEMS, BEATS] },
}

let project: Project
beforeAll(() => {
  project = createProject(CONFIGS)
})
beforeEach(() => project.forget())
afterAll(() => project.remove())

describe('a read-only comparison on an ActivityWatch database', () => {
  it('ends with 4 and names the build that changed its copy', async () => {
    const ended = await project.compare('main:good', 'bad=main:writes')
    expect(ended.code).toBe(4)
    const { units } = await project.session()
    const notes = units.flatMap((unit) => unit.notes)
    expect(notes.map(({ code, target }) => [code, target])).toEqual([
      ['copy-changed', 'bad'],
      ['copy-changed', 'bad'],
    ])
    expect(ended.stdout).toMatch(/"bad" changed its copy of the\s+snapshot in unit 1/)
    expect(project.report('bad')).toMatch(/\d+ rows instead of 618 in/)
    await project.expectNothingLeft()
  })

  it('says nothing of builds that leave it as it was', async () => {
    const ended = await project.compare('main:good', 'x=main:good')
    expect(ended.code).not.toBe(4)
    const { units } = await project.session()
    expect(units.flatMap((unit) => unit.notes)).toEqual([])
  })

  it('says what it cannot check when a scenario does not tell what it writes', async () => {
    const ended = await project.compare('main:good', 'x=main:writes', '-c', 'beats.json')
    expect(ended.code).not.toBe(4)
    const { units } = await project.session()
    expect(units[0]!.notes[0]).toMatchObject({ code: 'rows-not-checked', what: 'beats' })
  })
})
