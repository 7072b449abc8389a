import { describe, expect, it } from 'vitest'
import type { Finding } from '../../judge/comparison.ts'
import { judgeSession } from '../../judge/judge.ts'
import { buildSession } from '../../judge/testing-session.ts'
import { annotationsOf, renderAnnotations } from './annotations.ts'

const scenarios = Array.from({ length: 12 }, (_, index) => ({ name: `s${index}` }))
const slow = (slowest: string) => ({
  label: 'branch',
  latencyRatio: Object.fromEntries(
    scenarios.map(({ name }) => [name, name === slowest ? 3 : 1.5] as const),
  ),
})
const NOISE = { unit: 0.002, round: 0.01, request: 0.05 }
const many = buildSession({
  rounds: 1,
  scenarios,
  targets: [{ label: 'main' }, slow('s7')],
  noise: NOISE,
})

/** Much is unclear. */
const NOISY = { units: 2, rounds: 2, noise: { round: 0.3 } }

const finding = (message: string, more: Partial<Finding> = {}): Finding => ({
  rule: 'wrong-answers',
  severity: 'fail',
  message,
  ...more,
})

describe('annotations', () => {
  it('are workflow commands, one a line, with what to do', () => {
    const found = [
      finding('GET /items?a=1,2 gave 50 %.\r\nExpected: [1]'),
      finding('It is gone.', { rule: 'exception', severity: 'warn' }),
    ]
    expect(renderAnnotations(annotationsOf(found, []))).toMatchInlineSnapshot(`
      "::error title=heartbench%3A Wrong answers::GET /items?a=1,2 gave 50 %25.%0D%0AExpected: [1]%0AMake the answers equal first. If the difference is wanted, compare builds that both have it.
      ::warning title=heartbench%3A Exception::It is gone.
      "
    `)
  })

  it('escape what would end a property or a line', () => {
    const annotation = { level: 'error', title: 'a:b,c%\n', message: '::error::x, y' } as const
    expect(renderAnnotations([annotation])).toBe('::error title=a%3Ab%2Cc%25%0A::::error::x, y\n')
  })

  it('stay within ten of a kind, gravest first, and say how many are left off', () => {
    const { findings } = judgeSession(many)
    const mixed = [...findings, finding('Answers differ.')]
    const annotations = annotationsOf(mixed, many.header.scenarios)
    const errors = annotations.filter(({ level }) => level === 'error')
    const warnings = annotations.filter(({ level }) => level === 'warning')
    expect([errors.length, warnings.length]).toEqual([10, 10])
    expect(errors[0]!.title).toBe('heartbench: Wrong answers')
    expect(errors[1]!.title).toMatch(/^heartbench: Regression: p\d\d of s7 on branch$/)
    const failures = mixed.filter(({ severity }) => severity === 'fail').length
    expect(failures).toBeGreaterThan(10)
    expect(errors.at(-1)).toEqual({
      level: 'error',
      title: `heartbench: ${failures - 9} further failures`,
      message: expect.stringContaining(`${failures - 9} failures are left off`) as string,
    })
  })

  it('name an exception that nothing needs before doubts about numbers, so that it is not left off', () => {
    const session = buildSession({ ...NOISY, scenarios })
    const { findings } = judgeSession(session, { unclear: 'warn' })
    const idle = finding('Remove it.', { rule: 'exception', severity: 'warn' })
    const warnings = annotationsOf([...findings, idle], session.header.scenarios)
    expect(warnings).toHaveLength(10)
    expect(warnings[0]!.message).toBe('Remove it.')
  })

  it('are none for what is merely noted', () => {
    expect(annotationsOf([finding('Noted.', { severity: 'info' })], [])).toEqual([])
  })
})
