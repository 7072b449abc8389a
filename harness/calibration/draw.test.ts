import { describe, expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { asMeasured, draw, faulty, faultyIn, ROLES, shifted, unchanged } from './draw.ts'
import type { Drawn } from './draw.ts'
import { LOOK_PROFILES } from '../stats/looks.ts'
import { judgeDrawn, wouldContinue } from './judge-drawn.ts'
import { keepSession } from './kept-session.ts'
import { fabricate, fabricateKept } from './testing-sessions.ts'

const { quick, pr } = LOOK_PROFILES
const aa = fabricateKept({ seed: 'aa', voidUnits: [3] })
const fault = fabricateKept({ seed: 'fault' }, 1.1)

/** Session, unit and label per role, unit by unit. */
function takesOf({ units }: Drawn, scenario = 'buckets-list') {
  return units.map((unit) =>
    ROLES.map((role) => {
      const { session, unit: index, label } = unit!(scenario, role)
      return { session, unit: index, label }
    }),
  )
}

describe('sessions of unchanged builds', () => {
  const takes = takesOf(draw(aa, 600, 'seed', unchanged([aa])))

  it('give the three roles to three processes of the same unit, in every order alike', () => {
    const orders = Map.groupBy(takes, (roles) => roles.map(({ label }) => label).join())
    expect(orders.size).toBe(6)
    for (const same of orders.values()) {
      expect(same.length).toBeGreaterThan(70)
      expect(same.length).toBeLessThan(130)
    }
    for (const roles of takes) expect(new Set(roles.map(({ unit }) => unit)).size).toBe(1)
  })

  it('draw every complete unit, with replacement, and never a void one', () => {
    const units = new Set(takes.map(([first]) => first!.unit))
    expect([...units].sort((a, b) => a - b)).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it('draw from all sessions of a pool alike', () => {
    const pool = ['a', 'b', 'c'].map((seed) => fabricateKept({ seed, units: 6 }))
    const drawn = draw(pool[0]!, 600, 'seed', unchanged(pool))
    const sessions = drawn.units.map((unit) => unit!('buckets-list', 'baseline').session)
    for (const session of pool) {
      const hits = sessions.filter((each) => each === session).length
      expect(hits).toBeGreaterThan(150)
      expect(hits).toBeLessThan(250)
    }
  })

  it('are the same for the same seed', () => {
    const again = (seed: string) => takesOf(draw(aa, 20, seed, unchanged([aa])))
    expect(again('one')).toEqual(again('one'))
    expect(again('one')).not.toEqual(again('two'))
  })

  it('lose what one process has in common in all units', () => {
    const biased = fabricateKept({ noise: {} })
    const p50 = biased.series.find(({ metric }) => metric === 'p50')!
    const slower = Object.entries(p50.values['again']!).map(([unit, rounds]) => [
      unit,
      rounds.map((us) => us * 1.1),
    ])
    const values = { ...p50.values, again: Object.fromEntries(slower) }
    const session = { ...biased, series: [{ ...p50, values }] }
    const ratios = Array.from({ length: 60 }, (_, index) => {
      const drawn = draw(session, 12, String(index), unchanged([session]))
      return Math.log(judgeDrawn(drawn, pr).comparisons[0]!.change!.value)
    })
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
    expect(Math.abs(mean)).toBeLessThan(0.01)
  })
})

describe('sessions with a fault', () => {
  it('leave it with the candidate, and let the others change places', () => {
    const takes = takesOf(draw(fault, 200, 'seed', faulty([fault])))
    expect(new Set(takes.map((roles) => roles[1]!.label))).toEqual(new Set(['slow']))
    const first = takes.filter((roles) => roles[0]!.label === 'base').length
    expect(first).toBeGreaterThan(70)
    expect(first).toBeLessThan(130)
  })

  it('in one scenario take everything else from unchanged builds', () => {
    const drawn = draw(aa, 5, 'seed', faultyIn('query-7-days', [aa], [fault]))
    const onlySessionOf = (scenario: string) => {
      const sessions = takesOf(drawn, scenario)
        .flat()
        .map(({ session }) => session)
      expect(new Set(sessions).size).toBe(1)
      return sessions[0]
    }
    expect(onlySessionOf('query-7-days')).toBe(fault)
    expect(onlySessionOf('buckets-list')).toBe(aa)
    expect(onlySessionOf('life-cycle')).toBe(aa)
  })
})

describe('exact changes', () => {
  it('shift the estimate by as much, and nothing else', () => {
    const seed = 'exact'
    const plain = judgeDrawn(draw(aa, 12, seed, unchanged([aa])), quick).comparisons
    const changed = judgeDrawn(
      draw(aa, 12, seed, shifted('query-7-days', 1.25, [aa])),
      quick,
    ).comparisons
    for (const [index, { scenario, metric, change }] of changed.entries()) {
      const isShifted = scenario === 'query-7-days' && metric.startsWith('p')
      const ratio = change!.value / plain[index]!.change!.value
      if (isShifted || scenario !== 'query-7-days')
        expect(ratio, `${scenario} ${metric}`).toBeCloseTo(isShifted ? 1.25 : 1, 3)
    }
  })
})

describe('a kept session', () => {
  it('is judged as its recordings are', () => {
    const session = fabricate({ units: 6, looks: [6], noise: { unit: 0.01, round: 0.05 } }, 1.1)
    const kept = judgeDrawn(asMeasured(keepSession(session)), quick)
    const { comparisons, exitCode } = judgeSession(session)
    const real = comparisons.filter(({ candidate }) => candidate === 'slow')
    expect(kept.exitCode).toBe(exitCode)
    expect(kept.comparisons).toHaveLength(real.length)
    for (const [index, { verdict, change, alarmP }] of real.entries()) {
      expect(kept.comparisons[index]).toMatchObject({ verdict, alarmP })
      expect(kept.comparisons[index]!.change!.low).toBeCloseTo(change!.low, 3)
      expect(kept.comparisons[index]!.change!.high).toBeCloseTo(change!.high, 3)
    }
  })

  it('counts its void units', () => {
    const voided = fabricateKept({ units: 8, voidUnits: [1, 2] })
    expect(judgeDrawn(asMeasured(voided), quick).exitCode).toBe(3)
    const one = fabricateKept({ units: 7, voidUnits: [1] })
    expect(judgeDrawn(asMeasured(one), quick)).toMatchObject({ exitCode: 0, units: 6 })
  })
})

describe('a real session', () => {
  const noise = { unit: 0.01, round: 0.01, request: 0.02 }
  const within = (marginRatio: number) => ({
    margins: [{ scenario: '*', load: '*', metric: 'p*', marginRatio }],
  })

  it('goes on while the margins it will be judged by leave something undecided', () => {
    const drawn = asMeasured(fabricateKept({ units: 6, looks: pr, noise }))
    expect(wouldContinue(drawn, pr, {})).toBe(false)
    expect(judgeDrawn(drawn, pr).units).toBe(6)
    expect(wouldContinue(drawn, pr, within(0.02))).toBe(true)
  })

  it('took the units that it has, whatever the profile would have measured', () => {
    const undecided = asMeasured(fabricateKept({ units: 6, looks: pr, noise }))
    expect(judgeDrawn(undecided, pr, within(0.005)).units).toBe(6)
    const lossy = fabricateKept({ units: 12, looks: pr, noise, voidUnits: [0, 1, 2, 3, 10] })
    const { units, exitCode } = judgeDrawn(asMeasured(lossy), pr, within(0.005))
    expect({ units, exitCode }).toEqual({ units: 7, exitCode: 3 })
  })
})
