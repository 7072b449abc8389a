// The action and the example workflows: valid by GitHub's own parser, careful with what strangers can write, and the
// script of the action really run.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { REPOSITORY } from './fixtures/invocation.ts'

// The parser imports its schema as JSON without saying so, which Node refuses.
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    return resolved.url.endsWith('.json')
      ? { ...resolved, importAttributes: { type: 'json' } }
      : resolved
  },
})
const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser')
const { parseAction } = await import('@actions/workflow-parser/actions/action-parser')

interface Step {
  readonly id?: string
  readonly name?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, string>>
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

const EXAMPLES = join(REPOSITORY, 'docs', 'workflows')
const read = (name: string) => readFileSync(join(EXAMPLES, name), 'utf8')
const names = readdirSync(EXAMPLES)
const action = parse(readFileSync(join(REPOSITORY, 'action.yml'), 'utf8')) as Action
const workflowOf = (name: string) => parse(read(name)) as Workflow
const stepsOf = (name: string) => Object.values(workflowOf(name).jobs).flatMap(({ steps }) => steps)
const OURS = 'heartbench/heartbench@v0'

describe.each(names)('%s', (name) => {
  const workflow = workflowOf(name)
  const jobs = Object.values(workflow.jobs)

  it('is a workflow by the schema of GitHub’s own parser', () => {
    const parsed = parseWorkflow({ name, content: read(name) }, new NoOperationTraceWriter())
    expect(parsed.context.errors.getErrors().map(String)).toEqual([])
  })

  it('may no more than it needs, and ends', () => {
    expect(workflow.permissions).toBeDefined()
    const granted = [workflow, ...jobs].flatMap(({ permissions = {} }) =>
      Object.entries(permissions),
    )
    const writes = granted.filter(([, level]) => level === 'write')
    expect(writes).toEqual(name === 'gate-comment.yml' ? [['pull-requests', 'write']] : [])
    for (const job of jobs) expect(job['timeout-minutes']).toBeGreaterThan(0)
  })

  it('gives the action only inputs it has, and its checkouts no token', () => {
    for (const step of stepsOf(name)) {
      if (step.uses === OURS)
        for (const input of Object.keys(step.with ?? {}))
          expect(action.inputs).toHaveProperty(input)
      if (step.uses?.startsWith('actions/checkout@'))
        expect(step.with).toMatchObject({ 'persist-credentials': false })
    }
  })
})

describe('the job that may write', () => {
  it('checks nothing out, and does not run for what is no pull request', () => {
    const uses = stepsOf('gate-comment.yml').map((step) => step.uses)
    expect(uses).toEqual(['actions/download-artifact@v8', OURS])
    expect(workflowOf('gate-comment.yml').on).toHaveProperty('workflow_run.workflows', [
      'heartbench',
    ])
    expect(read('gate.yml')).toMatch(/^name: heartbench$/m)
    for (const name of names) expect(workflowOf(name).on).not.toHaveProperty('pull_request_target')
  })
})

const scripts = [
  ...action.runs.steps.map((step) => ({ where: 'action.yml', step })),
  ...names.flatMap((name) => stepsOf(name).map((step) => ({ where: name, step }))),
]

describe('every step', () => {
  it('names actions by their major version', () => {
    const uses = scripts.flatMap(({ step }) => step.uses ?? [])
    for (const each of uses) expect(each).toMatch(/^[\w-]+\/[\w-]+@v\d+$/)
  })

  it('has no expression inside of a script: what it held would be run', () => {
    const runs = scripts.filter(({ step }) => step.run !== undefined)
    expect(runs.length).toBeGreaterThan(2)
    for (const { step } of runs) {
      expect(step.run).not.toContain('${{')
      expect(() => execFileSync('bash', ['-n'], { input: step.run! })).not.toThrow()
    }
  })
})

describe('the action', () => {
  it('is one by the schema of GitHub’s own parser', () => {
    const content = readFileSync(join(REPOSITORY, 'action.yml'), 'utf8')
    const parsed = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
    expect(parsed.context.errors.getErrors().map(String)).toEqual([])
  })
})

describe('the script of the action', () => {
  const run = action.runs.steps.find(({ id }) => id === 'run')!
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'heartbench action '))
    const stub = `
      if (process.argv[2] === 'gate')
        (await import('node:fs')).appendFileSync(process.env.GITHUB_OUTPUT, 'session=told-by-gate\\n')
      console.log(JSON.stringify(process.argv.slice(2)))
      process.exit(+(process.env.CODE ?? 0))`
    writeFileSync(join(folder, 'stub.mjs'), stub)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** As the runner does: the script in a file, its variables, and files for what it tells. */
  function runScript(inputs: Readonly<Record<string, string>>) {
    const output = join(folder, 'output')
    writeFileSync(output, '')
    writeFileSync(join(folder, 'script.sh'), run.run!)
    const inputVariables = {
      COMMAND: 'gate',
      ARGUMENTS: '',
      FROM: '',
      OUT: 'heartbench',
      TOLERATE: '',
    }
    const ended = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-e', '-o', 'pipefail', 'script.sh'],
      {
        cwd: folder,
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          HEARTBENCH: join(folder, 'stub.mjs'),
          GITHUB_OUTPUT: output,
          ...inputVariables,
          ...inputs,
        },
      },
    )
    const outputs = readFileSync(output, 'utf8').trim().split('\n')
    const first = ended.stdout.split('\n')[0]!
    return { code: ended.status, argv: first.startsWith('[') ? JSON.parse(first) : first, outputs }
  }

  it('knows every variable that it uses, and no other', () => {
    const declared = Object.keys(run.env ?? {}).filter((name) => name !== 'GITHUB_TOKEN')
    expect(declared).toEqual(['HEARTBENCH', 'COMMAND', 'ARGUMENTS', 'FROM', 'OUT', 'TOLERATE'])
    const used = run.run!.match(/\$\{?[A-Z_]+/g)!.map((text) => text.replace(/[${]/g, ''))
    expect(new Set(used)).toEqual(new Set([...declared, 'GITHUB_OUTPUT']))
  })

  it('hands over one argument a line, whatever stands in it', () => {
    const hostile = ['a b', '$(touch pwned)', '`touch pwned`', `it's "quoted"; rm -rf x`, '*', '\\']
    const { argv } = runScript({ ARGUMENTS: `${hostile.join('\n')}\n\n` })
    expect(argv).toEqual(['gate', ...hostile, '--out=heartbench'])
    expect(readdirSync(folder)).not.toContain('pwned')
    expect(runScript({ COMMAND: 'doctor' }).argv).toEqual(['doctor'])
  })

  it('ends as heartbench did, unless that is tolerated, and tells how', () => {
    expect(runScript({ CODE: '1' })).toMatchObject({
      code: 1,
      outputs: ['session=told-by-gate', 'exit-code=1'],
    })
    expect(runScript({ CODE: '1', TOLERATE: '3 1' })).toMatchObject({ code: 0 })
    expect(runScript({ CODE: '13', TOLERATE: '1 3' }).code).toBe(13)
    expect(runScript({}).code).toBe(0)
  })

  it('finds the one session of a folder, and tells the one that was written', () => {
    mkdirSync(join(folder, 'heartbench', 'deep'), { recursive: true })
    const session = join('heartbench', 'deep', 'x y.session.jsonl')
    writeFileSync(join(folder, session), '')
    expect(runScript({ COMMAND: 'comment', FROM: 'heartbench' }).argv).toEqual([
      'comment',
      `--from=${session}`,
    ])
    expect(runScript({ COMMAND: 'report', FROM: session }).argv).toEqual(['report', session])
    writeFileSync(join(folder, 'heartbench', 'z.session.jsonl'), '')
    expect(runScript({ COMMAND: 'compare' }).outputs).toContain(
      'session=heartbench/z.session.jsonl',
    )
    const two = runScript({ FROM: 'heartbench' })
    expect([two.code, two.argv]).toEqual([2, expect.stringContaining('found 2.')])
  })

  it('has every output that a gate writes', () => {
    const source = readFileSync(join(REPOSITORY, 'harness/cli/publish-gate.ts'), 'utf8')
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.run.outputs.${name} }}`)
      expect(source).toMatch(new RegExp(`\\b'?${name}'?:`))
    }
    expect(Object.keys(action.outputs)).toEqual(['exit-code', 'verdict', 'report', 'session'])
  })

  it('lets nobody but the comment see the token', () => {
    expect(run.env!['GITHUB_TOKEN']).toBe(
      "${{ inputs.command == 'comment' && inputs.token || '' }}",
    )
    const others = action.runs.steps.filter((step) => step !== run)
    expect(JSON.stringify(others)).not.toContain('token')
  })
})
