import { expect, it } from 'vitest'
import { judgeSession } from '../../judge/judge.ts'
import { RULES } from '../../judge/rules/catalogue.ts'
import { buildSession } from '../../judge/testing-session.ts'
import { renderTerminal } from '../formats/terminal.ts'
import { adviceOf } from './grave-findings.ts'
import { composeGateOutcome } from './outcome.ts'

const session = buildSession({
  rounds: 3,
  noise: { unit: 0.002, round: 0.01, request: 0.05 },
  scenarios: [{ name: 'reads' }, { name: 'writes' }],
  targets: [{ label: 'main' }, { label: 'branch', latencyRatio: { writes: 1.2 } }],
})
const at = (scenario: string, metric: string) => ({ scenario, load: '*', metric })
const text = (settings: Parameters<typeof judgeSession>[1], findingsMax?: number) =>
  renderTerminal(composeGateOutcome(session, judgeSession(session, settings), findingsMax), {
    width: 80,
    color: false,
  })

it('says what failed, why, and what to do, and shows budgets with their intervals', () => {
  const outcome = text({
    today: '2026-12-01',
    margins: [
      { ...at('*', 'p10'), gating: false },
      { ...at('*', '*per-request'), marginRatio: 9 },
    ],
    budgets: [
      { ...at('*', 'p95'), bound: 'at most', limit: { amount: 1800, of: 'us' } },
      { ...at('*', 'ready'), bound: 'at most', limit: { amount: 2e6, of: 'us' } },
    ],
    exceptions: [{ ...at('writes', 'p95'), reason: 'synced, #412', until: '2026-11-30' }],
  })
  expect(outcome).toMatchInlineSnapshot(`
    "Gate: failed

    ✖ Exit code 1: a confirmed regression, or a broken limit. 3 failures, 2
    warnings.

    - fail: p95 of writes on branch is 19.5 % to 23.4 % slower (6 restarts, beyond
      the 10 % limit). The exception for it ("synced, #412") expired on 2026-11-30:
      cure it, or give the exception a later day.
    - fail: p50 of writes on branch is 20.0 % to 22.0 % slower (6 restarts, beyond
      the 5 % limit). → Make it faster, or allow it for a while under
      gate.exceptions, with a reason and a last day.
    - fail: p95 of writes on branch is between 1.94 ms and 1.99 ms (6 restarts),
      beyond the budget of at most 1.80 ms. The baseline is between 1.60 ms and 1.63
      ms. The exception for it ("synced, #412") expired on 2026-11-30: cure it, or
      give the exception a later day. → Come back within the budget, or raise it in
      the config, or allow it for a while under gate.exceptions.
    - warn: p99 of writes on branch is 19.2 % to 24.4 % slower (6 restarts, beyond
      the 15 % limit). This metric does not decide the exit code.
    - warn: p10 of writes on branch is 18.9 % to 22.2 % slower (6 restarts, beyond
      the 5 % limit). This metric does not decide the exit code.

    Budgets, and where the typical restart lies: met, or broken, is what its whole
    interval says.
    budget                       limit         candidate          baseline   verdict
    p95 of reads on branch   ≤ 1.80 ms    1.62 … 1.64 ms    1.62 … 1.64 ms     ✔ met
    p95 of writes on branch  ≤ 1.80 ms    1.94 … 1.99 ms    1.60 … 1.63 ms  ✖ broken
    ready of branch           ≤ 2.00 s  198.8 … 204.6 ms  190.7 … 207.4 ms     ✔ met
    "
  `)
})

it('is short when there is nothing to say', () => {
  const margins = [{ ...at('*', '*'), marginRatio: 9 }]
  expect(text({ margins })).toMatchInlineSnapshot(`
    "Gate: passed

    ✔ Exit code 0: nothing that fails was found. 0 failures, 0 warnings.
    "
  `)
})

it('says how many findings it leaves out', () => {
  expect(text({}, 1)).toMatch(/\d+ further findings stand in the reports\./)
})

it('knows what to do about every rule that can fail', () => {
  for (const { name } of RULES)
    expect(adviceOf({ rule: name, severity: 'fail', message: '' }), name).toMatch(/\.$/)
})
