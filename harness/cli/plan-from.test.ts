import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseConfig } from '../config/load-config.ts'
import { UsageError } from '../core/errors.ts'
import { buildSession } from '../judge/testing-session.ts'
import { sessionText } from '../results/write-session.ts'
import { readPlan } from './plan-from.ts'
import { resolveComparison } from './resolve-comparison.ts'
import type { CompareOptions } from './resolve-comparison.ts'

const SCENARIOS = ['reads', 'writes', 'others'].map((name) => ({ name, requests: [{ path: '/' }] }))
const CONFIG = parseConfig('FILE', { start: ['server', '{port}'], scenarios: SCENARIOS })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-plan-'))
  const { header, units } = buildSession({
    scenarios: [{ name: 'writes' }, { name: 'reads' }],
    units: 2,
    rounds: 1,
  })
  const plan = header.plan.map((each) => ({ ...each, requests: { master: 7, branch: 9 } }))
  writeFileSync(join(folder, 'x.jsonl'), sessionText({ header: { ...header, plan }, units }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function plan(options: CompareOptions, refs = ['master=main', 'branch=.']) {
  const context = {
    directory: folder,
    environment: {},
    stdout: process.stdout,
    stderr: process.stderr,
  }
  return await readPlan(context, resolveComparison(CONFIG, refs, options), {
    planFrom: 'x.jsonl',
    ...options,
  })
}

describe('--plan-from', () => {
  it('takes the plan of every scenario, in the order of the comparison', async () => {
    const found = await plan({ scenario: ['reads', 'writes'] })
    expect(found).toMatchObject([
      { scenario: 'reads', rounds: 1, requests: { master: 7, branch: 9 } },
      { scenario: 'writes' },
    ])
  })

  it('refuses what the session does not plan, and rounds beside it', async () => {
    await expect(plan({ scenario: ['others'] })).rejects.toThrow(
      'Expected a plan of others in x.jsonl, found those of writes, reads.',
    )
    await expect(plan({ scenario: ['reads'] }, ['main', '.'])).rejects.toThrow(
      /^Expected "main" among the targets that x\.jsonl plans reads for, found master, branch\./,
    )
    await expect(plan({ scenario: ['reads'], rounds: 3 })).rejects.toThrow(UsageError)
  })

  it('is not asked for without it', async () => {
    const context = {
      directory: folder,
      environment: {},
      stdout: process.stdout,
      stderr: process.stderr,
    }
    const comparison = resolveComparison(CONFIG, ['main', '.'], {})
    expect(await readPlan(context, comparison, {})).toBeUndefined()
  })
})
