// What the built-in scenarios that write say they leave behind, against what the reference server has after them.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { activityWatchScenarios } from '../../scenarios/index.ts'
import { describeNote } from '../core/notes.ts'
import { createRandom } from '../core/random.ts'
import { openStream } from '../core/scenario.ts'
import type { RequestSpec, Scenario } from '../core/scenario.ts'
import type { SentRequests } from '../load/protocol.ts'
import { checkRows } from '../session/check-rows.ts'
import { countRowsOfCopy } from '../snapshots/count-rows.ts'
import { openRun } from '../targets/runs.ts'
import { startTarget } from '../targets/start-target.ts'
import { REPOSITORY } from './fixtures/invocation.ts'

const REQUESTS = 20
const context = { snapshot: undefined, random: createRandom('written rows') }

it('says of every scenario that writes which rows it leaves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heartbench-written-'))
  const run = await openRun({ cacheDirectory: folder })
  const [database, empty] = ['test.db', 'empty.db'].map((name) => join(folder, name)) as [
    string,
    string,
  ]
  const start = () =>
    startTarget({
      label: 'server',
      owner: run,
      placeholders: { dir: REPOSITORY, db: database },
      spec: {
        command: [process.execPath, 'server/main.ts', '--port', '{port}', '--dbpath', '{db}'],
        cwd: '{dir}',
        environment: { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder },
        ready: { path: '/api/0/info', expectStatus: 200, timeoutMs: 20_000 },
        firstAnswer: { path: '/api/0/buckets/' },
        stop: { signal: 'SIGTERM', timeoutMs: 10_000 },
      },
    })
  await (await start()).stop()
  copyFileSync(database, empty)

  const server = await start()
  const scenarios = activityWatchScenarios.filter(({ readOnly }) => !readOnly)
  const sent: Record<string, SentRequests[string]> = {}
  for (const scenario of scenarios) sent[scenario.name] = await sendSome(scenario, server.origin)
  await server.stop()
  const [before, after] = [await countRowsOfCopy(empty), await countRowsOfCopy(database)]
  await run.close()
  rmSync(folder, { recursive: true })

  const base = { unit: 1, target: 'server', scenarios, snapshot: undefined, before, after }
  expect(checkRows({ ...base, sent, failed: new Set() }).map(describeNote)).toEqual([])
  // The check can fail: nobody sent anything.
  const none = checkRows({ ...base, sent: {}, failed: new Set() })
  expect(new Set(none.map((note) => 'scenario' in note && note.scenario))).toContain('bulk-insert')
})

async function sendSome({ prepare, loads }: Scenario, origin: string) {
  const first = typeof prepare === 'function' ? prepare(context) : (prepare ?? [])
  for (const request of first) await send(origin, request)
  const sent: Record<string, readonly [number, number][]> = {}
  for (const { name, measured, requests } of loads) {
    if (!measured) continue
    const stream = openStream(requests, context)
    for (let index = 0; index < REQUESTS; index++) await send(origin, stream(index))
    sent[name] = [[0, REQUESTS]]
  }
  return sent
}

async function send(origin: string, { path, method, body, expectStatus }: RequestSpec) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(origin + path, {
    method: method ?? 'GET',
    headers,
    body: body ?? null,
  })
  await answer.arrayBuffer()
  expect(expectStatus ?? [200], path).toContain(answer.status)
}
