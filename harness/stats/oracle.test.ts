// Everything that has a twin in other people's code against that twin: fixtures/oracle.py made the numbers with SciPy
// and statsmodels, or by brute force from the definitions.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { holmAdjusted, twoSidedP } from './alarm.ts'
import { clusteredTrimmedMean, intervalOf, trimFor } from './clustered-trimmed.ts'
import { fisherGreater } from './fisher.ts'
import { hodgesLehmann } from './hodges-lehmann.ts'
import { maxTAdjusted } from './max-t.ts'
import type { Sides } from './max-t.ts'
import { quantile } from './quantile.ts'
import { firstCrossing } from './sequential-t.ts'
import { studentTQuantile, studentTUpperTail } from './student-t.ts'

interface Oracle {
  readonly studentT: readonly {
    readonly df: number
    readonly p: number
    readonly quantile: number
    readonly tail: number
  }[]
  readonly fisher: readonly {
    readonly of: readonly [number, number, number, number]
    readonly p: number
  }[]
  readonly hodgesLehmann: readonly {
    readonly values: readonly number[]
    readonly confidence: number
    readonly value: number
    readonly low: number
    readonly high: number
  }[]
  readonly clusteredTrimmed: readonly {
    readonly rounds: readonly (readonly number[])[]
    readonly trim: number
    readonly centre: number
    readonly standardError: number
    readonly interval97: readonly [number, number]
    readonly p: number
  }[]
  readonly holm: readonly { readonly p: readonly number[]; readonly adjusted: readonly number[] }[]
  readonly maxT: readonly {
    readonly metrics: readonly (readonly number[])[]
    readonly sides: Sides
    readonly adjusted: readonly number[]
  }[]
  readonly looks: readonly {
    readonly looks: readonly number[]
    readonly boundaries: readonly number[]
    readonly first: readonly number[]
    readonly paths: number
  }[]
  readonly quantile: {
    readonly values: readonly number[]
    readonly at: Readonly<Record<string, number>>
  }
}

const oracle = JSON.parse(
  readFileSync(new URL('./fixtures/oracle.json', import.meta.url), 'utf8'),
) as Oracle

describe('Student t', () => {
  it.each(oracle.studentT)('has the quantile of $p with $df degrees of freedom', (row) => {
    expect(studentTQuantile(row.p, row.df) / row.quantile).toBeCloseTo(1, row.p > 0.99999 ? 6 : 9)
    expect(studentTUpperTail(row.quantile, row.df) / row.tail).toBeCloseTo(1, 8)
  })
})

describe('Fisher', () => {
  it.each(oracle.fisher)('is as likely for $of', ({ of, p }) => {
    expect(fisherGreater(...of)).toBeCloseTo(p, 10)
  })
})

describe('Hodges–Lehmann', () => {
  it.each(oracle.hodgesLehmann)('has every centre at $confidence that no test rejects', (row) => {
    const estimate = hodgesLehmann(row.values, row.confidence)!
    expect(estimate.value).toBeCloseTo(row.value, 12)
    expect(estimate.low).toBeCloseTo(row.low, 12)
    expect(estimate.high).toBeCloseTo(row.high, 12)
  })
})

describe('the clustered trimmed mean', () => {
  it.each(oracle.clusteredTrimmed)('of $rounds.length units, trimmed by $trim', (row) => {
    expect(trimFor(row.rounds[0]!.length)).toBe(row.trim)
    const fit = clusteredTrimmedMean(row.rounds)
    const { low, high } = intervalOf(fit, 0.97)
    expect(fit.centre).toBeCloseTo(row.centre, 12)
    expect(fit.standardError).toBeCloseTo(row.standardError, 12)
    expect([low - row.interval97[0], high - row.interval97[1]]).toEqual([
      expect.closeTo(0, 10),
      expect.closeTo(0, 10),
    ])
    expect(twoSidedP(fit)).toBeCloseTo(row.p, 10)
  })
})

describe('families', () => {
  it.each(oracle.holm)('are adjusted by Holm for $p.length', ({ p, adjusted }) => {
    for (const [index, value] of holmAdjusted(p).entries())
      expect(value).toBeCloseTo(adjusted[index]!, 12)
  })

  it.each(oracle.maxT)('are adjusted by max-T for $metrics.length, $sides', (row) => {
    for (const [index, value] of maxTAdjusted(row.metrics, row.sides).entries())
      expect(value).toBeCloseTo(row.adjusted[index]!, 12)
  })
})

describe('looks', () => {
  it.each(oracle.looks)('cross first as often as simulated at $looks', (row) => {
    for (const [place, share] of row.first.entries()) {
      const integrated = firstCrossing(row.looks, row.boundaries.slice(0, place + 1))
      const standardError = Math.sqrt((share * (1 - share)) / row.paths)
      expect(Math.abs(integrated - share)).toBeLessThan(4 * standardError + 0.00002)
    }
  })
})

describe('quantiles', () => {
  it.each(Object.entries(oracle.quantile.at))('interpolate at %s as NumPy does', (p, value) => {
    expect(quantile(oracle.quantile.values, Number(p))).toBeCloseTo(value, 12)
  })
})
