import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { realpathSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TargetError } from '../core/errors.ts'
import { pruneBuilds } from './build-store.ts'
import { prepareBuild } from './builds.ts'
import {
  createTemporaryRepository,
  fingerprint,
  runTestGit,
  type TemporaryRepository,
} from './fixtures/temporary-repository.ts'
import { openRepository } from './git.ts'
import { resolveRef } from './resolve-ref.ts'
import type { Build, BuildOwner, BuildRecipe, BuildStep, PrepareBuildRequest } from './ref.ts'

/** Stands for `npm ci`: one package with a program, and a count of how often it ran. */
const INSTALL = `
import { appendFileSync, chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
appendFileSync(process.env.INSTALLS, 'x')
mkdirSync('node_modules/.bin', { recursive: true })
mkdirSync('node_modules/tool')
writeFileSync('node_modules/tool/index.js', 'module.exports = "tool"')
writeFileSync('node_modules/tool/tool.sh', '#!/bin/sh\\necho tool ran\\n')
chmodSync('node_modules/tool/tool.sh', 0o755)
symlinkSync('../tool/tool.sh', 'node_modules/.bin/tool')
`
const FILES = {
  'package.json': '{"name":"app","dependencies":{"tool":"1.0.0"}}',
  'package-lock.json': '{"lockfileVersion":3}',
  'install.mjs': INSTALL,
  'a file.txt': 'one\n',
}

let repository: TemporaryRepository
let cacheDirectory: string
let owner: BuildOwner & { readonly groups: number[]; readonly held: Set<string> }
let recipe: BuildRecipe

beforeEach(() => {
  repository = createTemporaryRepository()
  cacheDirectory = join(repository.scratch, 'cache')
  owner = createOwner(join(repository.scratch, 'run'))
  recipe = {
    install: ['node', 'install.mjs'],
    lockFile: 'package-lock.json',
    build: ['tool'],
    environment: { INSTALLS: join(repository.scratch, 'installs') },
  }
  repository.commit('First', FILES)
  repository.git('tag', '-a', 'v1.0.0', '-m', 'release')
  repository.commit('Second', { 'a file.txt': 'two\n' })
})

afterEach(async () => {
  repository.remove()
  await expect.poll(() => owner.groups.filter(isGroupAlive), { timeout: 5000 }).toEqual([])
})

describe('prepareBuild', () => {
  it('makes a ref runnable once and finds it again', async () => {
    const steps: BuildStep[] = []
    const build = await prepare('main', { onProgress: (step) => steps.push(step) })
    expect(steps.map((step) => step.kind)).toEqual(['checkout', 'install', 'build', 'done'])
    expect(build).toMatchObject({ subject: 'Second', dirty: false, reused: false })
    expect(readFileSync(join(build.directory, 'a file.txt'), 'utf8')).toBe('two\n')
    expect(readFileSync(build.logFile, 'utf8')).toContain('$ tool\ntool ran')
    expect(await prepare('main')).toEqual({ ...build, reused: true })
    expect([...owner.held]).toContain(build.key)
  })

  it('keeps git describe working, and registers nothing with the repository', async () => {
    const description = repository.git('describe', '--dirty')
    const before = fingerprint(repository.root)
    const build = await prepare('main')
    expect(runTestGit(build.directory, 'describe', '--dirty')).toBe(description)
    expect(runTestGit(build.directory, 'rev-parse', '--show-toplevel')).toBe(build.directory)
    expect(fingerprint(repository.root)).toEqual(before)
  })

  it('builds the working tree as it lies there', async () => {
    repository.write({ 'a file.txt': 'changed\r\n', 'new file.txt': 'new' })
    const before = fingerprint(repository.root)
    const build = await prepare('.')
    expect(build.dirty).toBe(true)
    expect(readFileSync(join(build.directory, 'a file.txt'), 'utf8')).toBe('changed\r\n')
    expect(readFileSync(join(build.directory, 'new file.txt'), 'utf8')).toBe('new')
    expect(runTestGit(build.directory, 'describe', '--dirty')).toMatch(/^v1\.0\.0-1-g.*-dirty$/)
    expect((await prepare('.')).reused).toBe(true)
    expect(fingerprint(repository.root)).toEqual(before)
    repository.write({ 'a file.txt': 'changed again\n' })
    expect((await prepare('.')).reused).toBe(false)
  })

  it('works from a shallow clone', async () => {
    const shallow = join(repository.scratch, 'shallow')
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.root}`, shallow)
    const build = await prepare('main', {}, shallow)
    expect(runTestGit(build.directory, 'log', '--format=%s')).toBe('Second')
  })

  it('makes another build for another recipe, not for another deadline', async () => {
    const build = await prepare('main')
    recipe = { ...recipe, timeoutMs: 60_000 }
    expect((await prepare('main')).key).toBe(build.key)
    recipe = { ...recipe, build: ['node', '--version'] }
    expect((await prepare('main')).key).not.toBe(build.key)
  })

  it('needs neither install nor build command', async () => {
    recipe = {}
    expect(existsSync(join((await prepare('v1.0.0')).directory, 'install.mjs'))).toBe(true)
  })
})

describe('dependencies', () => {
  it('are installed once for the same lock file and linked into each build', async () => {
    const builds = [await prepare('v1.0.0'), await prepare('main')]
    expect(countInstalls()).toBe(1)
    const [first, second] = builds.map((build) =>
      realpathSync(join(build.directory, 'node_modules', 'tool')),
    )
    expect(first).toBe(second)
  })

  it('do not share what a build leaves among them', async () => {
    recipe = { ...recipe, build: ['mkdir', 'node_modules/.cache'] }
    await prepare('v1.0.0')
    expect((await prepare('main')).reused).toBe(false)
  })

  it.each([
    ['another lock file', { 'package-lock.json': '{"lockfileVersion":2}' }],
    ['another dependency', { 'package.json': '{"dependencies":{"tool":"2.0.0"}}' }],
    ['workspaces', { 'package.json': '{"workspaces":["a"]}' }],
    ['a local package', { 'package.json': '{"dependencies":{"tool":"file:../tool"}}' }],
    ['a script of its own at install', { 'package.json': '{"scripts":{"prepare":"tsc"}}' }],
  ])('are installed again with %s', async (_what, files) => {
    await prepare('main')
    repository.commit('Third', files)
    await prepare('main')
    expect(countInstalls()).toBe(2)
  })
})

describe('a build that fails', () => {
  it('tells the exit code, the last lines and where the log is, and is never used again', async () => {
    recipe = { ...recipe, build: ['sh', '-c', 'echo broken; exit 3'] }
    const error = await prepare('main').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TargetError)
    const { message, logTail } = error as TargetError
    expect(message).toContain('failed with exit code 3')
    expect(logTail.at(-1)).toBe('broken')
    const logFile = /is in (.*\.log)/.exec(message)![1]!
    expect(readFileSync(logFile, 'utf8')).toContain('broken')
    expect(existsSync(logFile.replace(/\.log$/, ''))).toBe(false)
    await expect(prepare('main')).rejects.toThrow('exit code 3')
  })

  it('may be a command that is not there, or one that takes too long', async () => {
    recipe = { ...recipe, build: ['no-such-command'] }
    await expect(prepare('main')).rejects.toThrow('could not be started')
    recipe = { ...recipe, build: ['sh', '-c', 'sleep 60 & sleep 60'], timeoutMs: 400 }
    recipe = { ...recipe, install: ['true'] }
    await expect(prepare('main')).rejects.toThrow('was still running after 400 ms')
  })

  it('says whether it was its installation, which the network may have failed', async () => {
    recipe = { ...recipe, build: ['sh', '-c', 'exit 3'] }
    await expect(prepare('main')).rejects.toHaveProperty('during', undefined)
    recipe = { ...recipe, install: ['sh', '-c', 'exit 4'] }
    await expect(prepare('main')).rejects.toMatchObject({ during: 'install' })
  })

  it('may be a package manager that would go on to the package around the cache', async () => {
    repository.git('rm', '--quiet', 'package.json')
    repository.commit('Third', {})
    recipe = { install: ['npm', 'ci'] }
    await expect(prepare('main')).rejects.toThrow('Expected a package.json at the top of the ref')
  })

  it('may be interrupted, which ends all of its processes', async () => {
    const controller = new AbortController()
    recipe = { ...recipe, build: ['sh', '-c', 'sleep 60 & sleep 60'] }
    const onProgress = ({ kind }: BuildStep): void => {
      if (kind === 'build') setTimeout(() => controller.abort(new Error('interrupted')), 20)
    }
    const preparing = prepare('main', { onProgress, signal: controller.signal })
    await expect(preparing).rejects.toThrow('interrupted')
  })

  it('leaves nothing that the next one trips over when it was killed half-way', async () => {
    const { directory, key } = await prepare('main')
    writeFileSync(`${directory}/half-made`, '')
    rmSync(`${directory}.json`)
    const again = await prepare('main')
    expect(again).toMatchObject({ key, reused: false })
    expect(existsSync(join(directory, 'half-made'))).toBe(false)
  })
})

describe('two at once', () => {
  it('make a build once, and install shared dependencies once', async () => {
    const builds = await Promise.all([prepare('main'), prepare('main'), prepare('v1.0.0')])
    expect(builds.filter((build) => !build.reused)).toHaveLength(2)
    expect(countInstalls()).toBe(1)
  })
})

describe('pruneBuilds', () => {
  it('keeps the builds used last and those in use, with their dependencies', async () => {
    const oldest = await prepare('v1.0.0')
    const older = await prepare('main')
    repository.commit('Third', { 'package-lock.json': '{}' })
    const newest = await prepare('main')
    for (const [index, { directory }] of [oldest, older, newest].entries())
      utimesSync(`${directory}.json`, index, index)
    mkdirSync(join(cacheDirectory, 'builds', 'half-made'))
    owner.held.delete(older.key)
    const request = { cacheDirectory, owner, keep: 1 }
    expect(new Set(await pruneBuilds(request))).toEqual(new Set([older.key, 'half-made']))
    owner.held.clear()
    expect(await pruneBuilds(request)).toEqual([oldest.key])
    expect(readdirSync(join(cacheDirectory, 'builds')).sort()).toEqual(
      ['', '.json', '.log'].map((extension) => `${newest.key}${extension}`),
    )
    expect(readdirSync(join(cacheDirectory, 'deps'))).toHaveLength(1)
    expect(realpathSync(join(newest.directory, 'node_modules', 'tool'))).toContain('deps')
  })
})

async function prepare(
  ref: string,
  overrides: Partial<PrepareBuildRequest> = {},
  directory = repository.root,
): Promise<Build> {
  const opened = await openRepository({ directory, environment: process.env })
  const captureParent = owner.directory
  const resolved = await resolveRef({ repository: opened, ref, captureParent })
  const request = { repository: opened, ref: resolved, recipe, cacheDirectory, owner }
  return await prepareBuild({ ...request, ...overrides })
}

/** An owner of one process: its locks are queues. */
function createOwner(directory: string): typeof owner {
  const tails = new Map<string, Promise<void>>()
  const groups: number[] = []
  const held = new Set<string>()
  return {
    environment: { HEARTBENCH_RUN: 'test' },
    directory,
    groups,
    held,
    recordGroup: (pid) => groups.push(pid),
    hold: (key) => held.add(key),
    heldNames: () => held,
    lock: async (name) => {
      const before = tails.get(name) ?? Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      tails.set(
        name,
        before.then(() => promise),
      )
      await before
      return resolve
    },
  }
}

function countInstalls(): number {
  return readFileSync(recipe.environment!['INSTALLS']!, 'utf8').length
}

/** Killed members count until somebody has waited for them. */
function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0)
    return true
  } catch {
    return false
  }
}
