import { describe, expect, it } from 'vitest'

import { planSnapshot, type SnapshotScale } from './recipe.ts'

const countsOf = (scale: SnapshotScale) =>
  Object.fromEntries(planSnapshot(scale, '1').buckets.map(({ id, events }) => [id, events]))

describe('planSnapshot', () => {
  it('has the size of the database the original report was measured on', () => {
    expect(planSnapshot('golden', '1').events).toBe(544_688)
    expect(countsOf('golden')).toEqual({
      'aw-watcher-window_heartbench-desktop': 309_000,
      'aw-watcher-afk_heartbench-desktop': 17_388,
      'aw-watcher-web-chrome_heartbench-desktop': 96_000,
      'aw-watcher-web-firefox_heartbench-desktop': 31_000,
      'aw-watcher-vim_heartbench-desktop': 24_000,
      'aw-watcher-vscode_heartbench-desktop': 38_000,
      'aw-watcher-window_heartbench-laptop': 26_300,
      'aw-watcher-afk_heartbench-laptop': 3_000,
    })
  })

  it('keeps every bucket at the smaller scales', () => {
    expect(planSnapshot('small', '1').events).toBe(27_234)
    expect(planSnapshot('tiny', '1').events).toBe(1_090)
    expect(Math.min(...Object.values(countsOf('tiny')))).toBeGreaterThan(0)
  })

  it('has ten times the golden events in ten times the days, ending with the same day', () => {
    const [golden, xl] = [planSnapshot('golden', '1'), planSnapshot('xl', '1')]
    expect(xl.events).toBe(5_446_880)
    expect(xl.daysMs).toHaveLength(10 * golden.daysMs.length)
    expect(xl.daysMs.at(-1)).toBe(golden.daysMs.at(-1))
    for (const { daysMs, buckets } of [golden, xl])
      for (const { created } of buckets)
        expect(Date.parse(created) - daysMs[0]!).toBeLessThan(7 * 3_600_000)
  })

  it('sums its buckets', () => {
    const { buckets, events } = planSnapshot('small', 'x')
    expect(buckets.reduce((sum, bucket) => sum + bucket.events, 0)).toBe(events)
  })
})
