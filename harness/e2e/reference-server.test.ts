import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createTemporaryRepository, fingerprint } from '../refs/fixtures/temporary-repository.ts'
import { readSession } from '../results/store.ts'
import { invoke, REPOSITORY } from './fixtures/invocation.ts'
import { killLeftovers } from './fixtures/leftovers.ts'

const CONFIG = `
import { defineConfig } from ${JSON.stringify(join(REPOSITORY, 'harness/index.ts'))}
import { activityWatchScenarios } from ${JSON.stringify(join(REPOSITORY, 'scenarios/index.ts'))}

export default defineConfig({
  start: ['node', ${JSON.stringify(join(REPOSITORY, 'server/main.ts'))}, '--port', '{port}', '--dbpath', '{db}'],
  ready: { path: '/api/0/info' },
  firstAnswer: { path: '/api/0/buckets/' },
  variants: {
    branch: { arguments: ['--profile', 'branch'] },
    followup: { arguments: ['--profile', 'followup'] },
  },
  snapshot: { scale: 'tiny' },
  units: 2,
  rounds: 1,
  scenarioBudgetMs: 300,
  warmupBudgetMs: 30,
  disturbedUnits: 'keep',
  restart: true,
  scenarios: [...activityWatchScenarios],
})
`

const repository = createTemporaryRepository()
const temporary = join(repository.scratch, 'tmp')
afterEach(() => {
  killLeftovers(temporary)
  repository.remove()
})

it('the reference server is measured on the tiny snapshot, by a config in TypeScript', async () => {
  repository.commit('First', { 'heartbench.config.ts': CONFIG })
  mkdirSync(temporary)
  const before = fingerprint(repository.root)
  const [cache, out] = ['cache', 'out'].map((name) => join(repository.scratch, name))
  const scenarios = ['events-limit-100', 'query-1-w*', 'heartbeats-alone']
  const { code, stdout, stderr } = await invoke(
    ['compare', '.:branch', '.:followup', '--out', out!, '--scenario', ...scenarios],
    { cwd: repository.root, environment: { HEARTBENCH_CACHE: cache!, TMPDIR: temporary } },
  ).ended
  // A build that is faster by far: of equal ones chance calls some slower, and controls make some sessions invalid.
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/^. followup against /m)
  const file = readdirSync(out!).find((name) => name.endsWith('.jsonl'))
  const { header, units, end } = await readSession(join(out!, file!))
  expect(header.answers.map(({ state }) => state)).not.toContain('different')
  expect(header.answers.length).toBeGreaterThan(0)
  expect(header.snapshot).toMatchObject({ name: expect.stringContaining('tiny') })
  expect(units.map(({ state }) => state)).toEqual(['complete', 'complete'])
  for (const { lifecycle } of units)
    for (const one of lifecycle) {
      expect(Math.min(one.firstAnswerMs!, one.databaseBytesAfter!)).toBeGreaterThan(0)
      // One index for three: this build migrates its database, into the pages of the old ones.
      expect(one.indexBytesAfter!).toBeLessThan(one.indexBytesBefore!)
      expect(one.databaseBytesMigrated).toBe(one.databaseBytesBefore)
      expect(one.freeBytesMigrated!).toBeGreaterThan(one.freeBytesBefore!)
      // It is ready before; its first answer waits for the migration, and so does not the one of a second start.
      expect(one.migratedMs!).toBeGreaterThan(one.acceptsMs!)
      expect(one.restartFirstAnswerMs!).toBeGreaterThan(0)
    }
  expect(units.flatMap(({ slices }) => slices).flatMap(({ recordings }) => recordings)).not.toEqual(
    [],
  )
  expect(end).toMatchObject({ state: 'finished', notes: [] })
  expect(readdirSync(join(cache!, 'runs'))).toEqual([])
  expect(fingerprint(repository.root)).toEqual(before)
})
