// The package that would be published, in a project that has nothing but it and what it depends on.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const REPOSITORY = join(import.meta.dirname, '..', '..', '..')
const BUCKET = { type: 'test', client: 'test', hostname: 'test' }
const EVENT = { timestamp: '2018-01-01T00:00:00Z', duration: 1, data: {} }
const QUERY = {
  timeperiods: ['2018-01-01T00:00:00Z/2018-01-02T00:00:00Z'],
  query: ['return sum_durations(query_bucket("b"));'],
}

let folder: string
let project: string
const children: ChildProcess[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-packed-'))
  project = join(folder, 'project')
  const tarball = pack(copyOfSources())
  const installed = join(project, 'node_modules', 'heartbench')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  linkDependencies(installed)
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Packing compiles into the folder it runs in, which must not be the repository. */
function copyOfSources(): string {
  const sources = join(folder, 'sources')
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const listed = execFileSync('git', list, { cwd: REPOSITORY, encoding: 'utf8' }).split('\0')
  const needed = /^(?:harness|scenarios|server|snapshots)\/|^[^/]+$/
  for (const file of new Set(listed.filter((each) => needed.test(each)))) {
    if (!existsSync(join(REPOSITORY, file))) continue
    mkdirSync(dirname(join(sources, file)), { recursive: true })
    cpSync(join(REPOSITORY, file), join(sources, file))
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(sources, 'node_modules'))
  return sources
}

function pack(sources: string): string {
  const flags = ['pack', '--json', '--silent', '--pack-destination', folder]
  const said = execFileSync('npm', flags, { cwd: sources, encoding: 'utf8' })
  const [{ filename }] = JSON.parse(said) as [{ readonly filename: string }]
  return join(folder, filename)
}

/** Only those of the manifest: what it forgot is missing here as it would be for its users. */
function linkDependencies(installed: string): void {
  const manifest = readFileSync(join(installed, 'package.json'), 'utf8')
  const { dependencies } = JSON.parse(manifest) as { readonly dependencies: object }
  for (const name of Object.keys(dependencies)) {
    const link = join(project, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(REPOSITORY, 'node_modules', name), link)
  }
}

async function serve(...flags: readonly string[]) {
  const command = join(project, 'node_modules/heartbench/harness/cli/heartbench.mjs')
  const own = ['serve', '--testing', '--port', '0', '--dbpath', join(folder, 'test.db')]
  const xdg = { XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder }
  const child = spawn(process.execPath, [command, ...own, ...flags], {
    cwd: project,
    env: { ...process.env, ...xdg },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const base = `${/http:\S+/.exec(line.toString())![0]}/api/0`
  const ask = async (path: string, body?: unknown) => {
    const headers = { 'Content-Type': 'application/json' }
    const sent = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(base + path, sent)
    return { status: response.status, text: await response.text() }
  }
  const stop = async () => {
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  }
  return { ask, stop }
}

describe('heartbench serve of the package', () => {
  it('serves, computes on its threads, and migrates what an older profile left', async () => {
    const old = await serve('--profile', 'master')
    expect((await old.ask('/buckets/b', BUCKET)).status).toBe(200)
    expect((await old.ask('/buckets/b/events', [EVENT])).status).toBe(200)
    expect(await old.ask('/query/', QUERY)).toEqual({ status: 200, text: '[1.0]' })
    await old.stop()

    const newest = await serve()
    expect((await newest.ask('/info')).text).toMatch(/"version":"v\d+\.\d+\.\d+ \(heartbench\)"/)
    expect(await newest.ask('/query/', QUERY)).toEqual({ status: 200, text: '[1.0]' })
    expect((await newest.ask('/buckets/b/heartbeat?pulsetime=1', EVENT)).status).toBe(200)
    await newest.stop()
  })
})
