// Sessions whose truth is known exactly, from recordings to verdicts, exit codes and reports. Everything but measuring
// is the real thing; see known-truth-measured.test.ts for that.
import { describe, expect, it } from 'vitest'
import { EXIT } from '../core/errors.ts'
import {
  bimodal,
  constant,
  exact,
  heavyTail,
  lognormal,
  stalled,
} from '../judge/testing-latencies.ts'
import type { Latencies } from '../judge/testing-latencies.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { SyntheticOptions, SyntheticPlace } from '../judge/testing-session.ts'
import { throughFile, throughText } from './fixtures/through-file.ts'

const QUIET = { unit: 0, round: 0, request: 0 }

const SHAPES: readonly (readonly [string, Latencies])[] = [
  ['constant', constant(2000)],
  ['lognormal', lognormal(1500, 0.4)],
  ['bimodal', bimodal(300, 9000, 0.3)],
  ['heavy-tailed', heavyTail(800, 1.5)],
  ['stalled', stalled(lognormal(500, 0.1), 0.02, 500_000)],
]

/** Two targets, of which `branch` has the true ratio. */
function fabricate(ratio: number, options: SyntheticOptions = {}) {
  const targets = [{ label: 'master' }, { label: 'branch', latencyRatio: ratio }]
  const scenarios = [{ name: 'events', samples: 40 }]
  return buildSession({ rounds: 5, targets, scenarios, ...options })
}

const measure = (ratio: number, options?: SyntheticOptions) =>
  throughFile(fabricate(ratio, options))

describe('percentiles', () => {
  it.each(SHAPES)('of %s latencies come back within the resolution', async (_, shape) => {
    const { of } = await measure(1.25, {
      units: 2,
      rounds: 1,
      noise: QUIET,
      scenarios: [{ name: 'events', samples: 4000 }],
      latencies: () => exact(shape),
    })
    for (const percent of [10, 50, 95, 99]) {
      const { baselineValue, candidateValue, change } = of(`p${percent}`)
      const nextToIt = [-1, 1].map((step) => shape.quantileUs(percent / 100 + step / 4000))
      // Three significant digits, whole microseconds, and the next latency of the four thousand.
      expect(baselineValue).toBeGreaterThan(nextToIt[0]! * 0.999 - 1)
      expect(baselineValue).toBeLessThan(nextToIt[1]! * 1.001 + 1)
      expect(candidateValue! / baselineValue! / 1.25).toBeCloseTo(1, 2)
      expect(change!.value / 1.25).toBeCloseTo(1, 2)
    }
  })

  it('of several slices are read from all their latencies together', async () => {
    // Each round of 15 requests is a part of the distribution; p95 needs 20 requests, so whole units are read.
    const parts = [lognormal(1000, 0.1), lognormal(4000, 0.1)]
    const { of } = await measure(1, {
      units: 2,
      rounds: 4,
      noise: QUIET,
      scenarios: [{ name: 'events', samples: 15 }],
      latencies: ({ round }) => exact(parts[round % 2]!),
    })
    expect(of('p95').baselineValue! / parts[1]!.quantileUs(0.9)).toBeCloseTo(1, 1)
  })
})

/** A machine that gets slower by half within the session, is slow at each start, and breathes. */
const restless = ({ unit, round }: SyntheticPlace) =>
  (1 + 0.1 * unit) * (round === 0 ? 1.6 : 1) * (1 + 0.2 * Math.sin(unit * 7 + round))

describe('intervals', () => {
  it.each([
    ['lognormal', () => lognormal(1500, 0.3)],
    ['heavy-tailed', () => heavyTail(800, 2)],
    ['drifting', (place: SyntheticPlace) => lognormal(1500 * restless(place), 0.2)],
  ] as const)(
    'of %s latencies hold the true ratio as often as they say',
    async (name, latencies) => {
      // Luck of restarts 1.5 %, of slices 6 %. Nominal: 95 % of 80 sessions, SD 2.4 points.
      const noise = { unit: 0.015, round: 0.06 }
      const options = { noise, latencies, scenarios: [{ name: 'events', samples: 24 }] }
      const missed = { p50: 0, p95: 0 }
      for (let session = 0; session < 80; session++) {
        const { of } = throughText(fabricate(1.1, { ...options, seed: `${name} ${session}` }))
        for (const metric of ['p50', 'p95'] as const) {
          const { low, high } = of(metric).change!
          if (low > 1.1 || high < 1.1) missed[metric] += 1
        }
      }
      for (const misses of Object.values(missed)) expect(misses / 80).toBeLessThan(0.13)
      expect((missed.p50 + missed.p95) / 160).toBeGreaterThan(0.005)
    },
  )
})

describe('verdicts', () => {
  it.each([
    ['lognormal', () => lognormal(1500, 0.3)],
    ['bimodal', () => bimodal(900, 4000, 0.3)],
    ['heavy-tailed', () => heavyTail(800, 2)],
    ['drifting', (place: SyntheticPlace) => lognormal(1500 * restless(place), 0.2)],
  ] as const)('are right of %s latencies', async (_, latencies) => {
    const noise = { unit: 0.005, round: 0.02 }
    const slower = await measure(1.2, { latencies, noise })
    expect(slower.of('p50').verdict).toBe('slower')
    expect(slower.exitCode).toBe(EXIT.regression)
    expect(slower.report).toContain('slower')
    expect(slower.summary).toMatch(/p50 of events on branch is .* slower/)
    const faster = await measure(0.8, { latencies, noise })
    expect(faster.of('p50').verdict).toBe('faster')
    expect(faster.exitCode).toBe(EXIT.pass)
    const equal = await measure(1, { latencies, noise })
    expect(['same', 'unclear']).toContain(equal.of('p50').verdict)
    expect(equal.exitCode).toBe(EXIT.pass)
  })

  it('never call an equal build slower in 120 sessions, whatever the latencies', () => {
    for (const [name, shape] of SHAPES)
      for (let session = 0; session < 24; session++) {
        const seed = `${name} ${session}`
        const { comparisons, exitCode } = throughText(
          fabricate(1, { latencies: () => shape, seed }),
        )
        const gating = comparisons.filter(({ gating: mayGate }) => mayGate)
        expect(gating.filter(({ verdict }) => verdict === 'slower')).toEqual([])
        expect(exitCode).toBe(EXIT.pass)
      }
  })

  it('see a slower half of the requests in p95, and none of it in p50', async () => {
    const { of, exitCode } = await measure(1, {
      noise: { unit: 0.002, round: 0.01 },
      latencies: ({ target }) => bimodal(1000, target === 'branch' ? 4500 : 3000, 0.2),
    })
    expect(of('p50').verdict).toBe('same')
    expect(of('p95')).toMatchObject({ verdict: 'slower', gating: true })
    expect(of('p95').change!.value).toBeCloseTo(1.5, 1)
    expect(exitCode).toBe(EXIT.regression)
  })

  it('leave p50 alone when a build stalls now and then, and show it in p99', async () => {
    const calm = lognormal(1500, 0.1)
    const { of } = await measure(1, {
      noise: { unit: 0.002, round: 0.01 },
      scenarios: [{ name: 'events', samples: 200 }],
      latencies: ({ target }) => (target === 'branch' ? stalled(calm, 0.02, 500_000) : calm),
    })
    expect(of('p50').verdict).toBe('same')
    expect(of('p99')).toMatchObject({ verdict: 'slower', gating: false })
    expect(of('p99').candidateValue! / of('p99').baselineValue!).toBeGreaterThan(50)
  })

  it('speak of the typical round when a build is slow at its start only', async () => {
    const { of } = await measure(1, {
      rounds: 10,
      noise: { unit: 0.002, round: 0.01 },
      latencies: ({ target, round }) =>
        lognormal(target === 'branch' && round === 0 ? 3000 : 1500, 0.1),
    })
    expect(of('p50').verdict).toBe('same')
  })

  it('are unclear under huge noise, which says what it could have shown', async () => {
    const { of, exitCode, summary } = await measure(1, { noise: { unit: 0.2, round: 0.5 } })
    expect(of('p50').verdict).toBe('unclear')
    expect(of('p50').detectableRatio).toBeGreaterThan(0.2)
    expect(exitCode).toBe(EXIT.pass)
    expect(summary).toMatch(/unclear/i)
  })
})

describe('what goes wrong', () => {
  it('in one unit costs that unit', async () => {
    const { of, exitCode } = await measure(1.2, { units: 7, voidUnits: [2] })
    expect(of('p50')).toMatchObject({ verdict: 'slower', change: { units: 6 } })
    expect(exitCode).toBe(EXIT.regression)
  })

  it('in many makes the session invalid, never red', async () => {
    const { of, exitCode, report } = await measure(1.2, { units: 8, voidUnits: [2, 5] })
    expect(of('p50').verdict).toBe('invalid')
    expect(exitCode).toBe(EXIT.invalid)
    expect(report).toContain('void')
  })

  it('with the machine shows in the control, and nobody is red', async () => {
    const { of, exitCode } = await measure(1.3, {
      targets: [
        { label: 'master' },
        { label: 'again', isControl: true, latencyRatio: 1.15 },
        { label: 'branch', latencyRatio: 1.3 },
      ],
    })
    expect(of('p50').verdict).toBe('invalid')
    expect(exitCode).toBe(EXIT.invalid)
  })

  it('with requests of one build leaves its speed unjudged', async () => {
    const failures = [0, 1, 2, 3].map((unit) => ({ unit, scenario: 'events', target: 'branch' }))
    const { of, exitCode } = await measure(0.5, { failures })
    expect(of('p50').verdict).toBe('invalid')
    expect(exitCode).toBe(EXIT.invalid)
  })
})
