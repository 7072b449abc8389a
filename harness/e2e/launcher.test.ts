// heartbench.mjs on a Node that is too old for the sources. Where none is installed, one that says it is.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toolVersion } from '../cli/tool-version.ts'
import { COMMAND, invoke } from './fixtures/invocation.ts'
import { createProject } from './fixtures/project.ts'

const PRETEND = `Object.defineProperty(process, 'versions', {
  value: { ...process.versions, node: process.env.PRETENDED_NODE ?? '20.19.9' },
})
delete process.env.PRETENDED_NODE
`

let folder: string
let oldNodes: string[][]
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-launcher-'))
  writeFileSync(join(folder, 'pretend.cjs'), PRETEND)
  oldNodes = [[process.execPath, '--require', join(folder, 'pretend.cjs')], ...findOldNode()]
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('started by an old Node', () => {
  it('continues on the pinned one, with the same arguments, output and exit code', async () => {
    for (const node of oldNodes) {
      const version = await invoke(['--version'], { cwd: folder, node }).ended
      expect(version).toMatchObject({ code: 0, stdout: `${toolVersion()}\n`, stderr: '' })
      const mistake = await invoke(['compare', '--unit'], { cwd: folder, node }).ended
      expect(mistake).toMatchObject({ code: 2, stdout: '' })
      expect(mistake.stderr).toContain("unknown option '--unit'")
    }
  })

  it('without a pinned one says in one line what to do', async () => {
    const command = join(folder, 'heartbench.mjs')
    copyFileSync(COMMAND, command)
    for (const node of oldNodes) {
      const { code, stdout, stderr } = await invoke([], { cwd: folder, node, command }).ended
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(
        /^heartbench needs Node 22\.19 or newer, this is \d+\.\d+\.\d+: run "npm ci" .*\.\n$/,
      )
    }
  })

  it.each([
    ['22.18.0', true],
    ['18.20.0', true],
    ['22.19.0', false],
    ['23.0.0', false],
    ['100.1.0', false],
  ])('calls %s too old: %s', async (pretended, isTooOld) => {
    const command = join(folder, 'heartbench.mjs')
    copyFileSync(COMMAND, command)
    const environment = { PRETENDED_NODE: pretended }
    const [node] = oldNodes
    const { stderr } = await invoke([], { cwd: folder, node: node!, command, environment }).ended
    // New enough: it goes on to the sources, which the copy has not beside it.
    expect(stderr).toContain(isTooOld ? `this is ${pretended}` : 'ERR_MODULE_NOT_FOUND')
  })
})

describe('an interruption of the launcher', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s reaches the command behind it', async (signal) => {
    const project = createProject({ 'heartbench.config.json': { units: 60, rounds: 1 } })
    try {
      const { root: cwd, out, environment } = project
      const compare = ['compare', 'main', 'aa=main', '--out', out]
      const invocation = invoke(compare, { cwd, environment, node: oldNodes[0]! })
      await invocation.says('Unit 2/60 · measuring')
      invocation.kill(signal)
      const { code, stderr } = await invocation.ended
      expect(stderr).toContain(`${signal}: stopping`)
      expect(code).toBe(130)
      expect((await project.session()).end?.state).toBe('interrupted')
      await project.expectNothingLeft()
    } finally {
      project.remove()
    }
  })
})

/** The system's Node, if there is one and it is old. */
function findOldNode(): string[][] {
  try {
    const version = execFileSync('/usr/bin/node', ['--version'], { encoding: 'utf8' })
    return Number(/^v(\d+)/.exec(version)![1]) < 22 ? [['/usr/bin/node']] : []
  } catch {
    return []
  }
}
