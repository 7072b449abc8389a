import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UsageError } from '../core/errors.ts'
import {
  createTemporaryRepository,
  fingerprint,
  runTestGit,
  type TemporaryRepository,
} from './fixtures/temporary-repository.ts'
import { openRepository } from './git.ts'
import { resolveRef } from './resolve-ref.ts'
import type { Ref, WorktreeRef } from './ref.ts'

let repository: TemporaryRepository
let first: string
let second: string

beforeEach(() => {
  repository = createTemporaryRepository()
  first = repository.commit('First', { 'a file.txt': 'one\n', '.gitignore': 'ignored/\n' })
  repository.git('tag', '-a', 'v1.0.0', '-m', 'release')
  second = repository.commit('Second', { 'a file.txt': 'two\n' })
})

afterEach(() => repository.remove())

describe('resolveRef', () => {
  it('resolves branches, tags, ids and expressions to one commit', async () => {
    expect(await resolve('main')).toMatchObject({
      kind: 'commit',
      input: 'main',
      commit: second,
      subject: 'Second',
      dirty: false,
    })
    for (const ref of ['v1.0.0', 'HEAD~1', first, first.slice(0, 8)])
      expect(await resolve(ref)).toMatchObject({ commit: first, subject: 'First' })
    const { committedAt, shortId } = await resolve('main')
    expect(Date.parse(committedAt)).not.toBeNaN()
    expect(second.startsWith(shortId)).toBe(true)
  })

  it('resolves remote branches and works in clones, worktrees, bare and shallow repositories', async () => {
    const clone = join(repository.scratch, 'clone')
    repository.git('clone', '--quiet', repository.root, clone)
    expect(await resolve('origin/main', clone)).toMatchObject({ commit: second })
    const worktree = join(repository.scratch, 'linked tree')
    repository.git('worktree', 'add', '--quiet', worktree, 'v1.0.0')
    expect(await resolve('HEAD', worktree)).toMatchObject({ commit: first })
    expect(await resolve('.', worktree)).toMatchObject({ commit: first, dirty: false })
    const bare = join(repository.scratch, 'bare.git')
    repository.git('clone', '--quiet', '--bare', repository.root, bare)
    expect(await resolve('main', bare)).toMatchObject({ commit: second })
    const shallow = join(repository.scratch, 'shallow')
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.root}`, shallow)
    expect(await resolve('main', shallow)).toMatchObject({ commit: second })
    await expect(resolve('v1.0.0', shallow)).rejects.toThrow('git fetch --unshallow')
  })

  it('ignores what a git hook around it set', async () => {
    const environment = { ...process.env, GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index' }
    const opened = await openRepository({ directory: repository.root, environment })
    expect(opened.root).toBe(repository.root)
  })

  it('names what is close to an unknown ref', async () => {
    repository.git('branch', 'feature/speed')
    await expect(resolve('mian')).rejects.toThrow('Did you mean main?')
    await expect(resolve('v1.0')).rejects.toThrow('Did you mean v1.0.0?')
    await expect(resolve('speed')).rejects.toThrow('Did you mean feature/speed?')
    await expect(resolve('nothing-like-it')).rejects.toThrow(UsageError)
  })

  it('refuses the working tree of a bare repository, and a directory without repository', async () => {
    const bare = join(repository.scratch, 'bare.git')
    repository.git('clone', '--quiet', '--bare', repository.root, bare)
    await expect(resolve('.', bare)).rejects.toThrow('has none')
    await expect(resolve('main', repository.scratch)).rejects.toThrow('Expected a git repository')
  })

  it('asks for a first commit', async () => {
    const empty = join(repository.scratch, 'empty')
    repository.git('init', '--quiet', empty)
    await expect(resolve('.', empty)).rejects.toThrow('has no commit yet')
  })
})

describe('capturing the working tree', () => {
  it('has the tree of HEAD when nothing was changed', async () => {
    const captured = await capture()
    expect(captured).toMatchObject({ kind: 'worktree', commit: second, dirty: false })
    expect(captured.tree).toBe(repository.git('rev-parse', 'HEAD^{tree}'))
    expect((await capture()).tree).toBe(captured.tree)
  })

  it('holds changed, added, moved and removed files as they are, but no ignored ones', async () => {
    repository.commit('Third', { 'gone.txt': 'x', 'run.sh': 'true', 'kept in index.txt': 'x' })
    repository.write({
      'a file.txt': 'three\n',
      'new näme "quoted"\n.txt': 'new',
      'ignored/x': 'no',
    })
    rmSync(join(repository.root, 'gone.txt'))
    chmodSync(join(repository.root, 'run.sh'), 0o755)
    symlinkSync('no such file', join(repository.root, 'a link'))
    repository.git('rm', '--quiet', '--cached', 'kept in index.txt')
    const captured = await capture()
    expect(captured.dirty).toBe(true)
    expect(listCaptured(captured)).toEqual([
      '100644 .gitignore',
      '100644 a file.txt',
      '120000 a link',
      '100644 kept in index.txt',
      '100644 new näme "quoted"\n.txt',
      '100755 run.sh',
    ])
  })

  it('changes with any byte, also where a filter would hide it', async () => {
    repository.commit('Filter', { '.gitattributes': '*.txt text=auto eol=lf\n' })
    const before = await capture()
    repository.write({ 'a file.txt': 'two\r\n' })
    expect((await capture()).tree).not.toBe(before.tree)
  })

  it('leaves out repositories inside, and takes one side of a conflict as it lies there', async () => {
    mkdirSync(join(repository.root, 'inner'))
    runTestGit(join(repository.root, 'inner'), 'init', '--quiet')
    writeFileSync(join(repository.root, 'inner', 'x'), 'x')
    repository.git('checkout', '--quiet', '-b', 'other', first)
    repository.write({ 'a file.txt': 'other\n' })
    repository.git('commit', '--quiet', '--all', '-m', 'Other')
    expect(() => repository.git('merge', 'main')).toThrow()
    expect(listCaptured(await capture())).toEqual(['100644 .gitignore', '100644 a file.txt'])
  })

  it('touches nothing of the repository: no file, no time, no object', async () => {
    repository.write({ 'a file.txt': 'staged\n' })
    repository.git('stash', '--quiet')
    repository.write({ 'a file.txt': 'staged again\n', 'untracked.txt': 'x' })
    repository.git('add', 'a file.txt')
    repository.write({ 'a file.txt': 'changed after\n' })
    const before = fingerprint(repository.root)
    expect((await capture()).dirty).toBe(true)
    await resolve('HEAD~1')
    expect(fingerprint(repository.root)).toEqual(before)
  })
})

async function resolve(ref: string, directory = repository.root): Promise<Ref> {
  const opened = await openRepository({ directory, environment: process.env })
  return await resolveRef({
    repository: opened,
    ref,
    captureParent: join(repository.scratch, 'captures'),
  })
}

async function capture(): Promise<WorktreeRef> {
  return (await resolve('.')) as WorktreeRef
}

function listCaptured({ captureDirectory, tree }: WorktreeRef): string[] {
  return runTestGit(captureDirectory, 'ls-tree', '-r', '-z', tree)
    .split('\0')
    .filter(Boolean)
    .map((line) => line.replace(/ blob [0-9a-f]+\t/, ' '))
}
