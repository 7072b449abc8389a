import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Chart } from '../block.ts'
import { saysSomething } from '../chart-bars.ts'
import { renderMermaid } from './mermaid.ts'
import { renderTerminal } from './terminal.ts'

const chart: Chart = {
  kind: 'chart',
  title: 'REST reads, master = 100 %',
  unit: 'us',
  labels: ['events `?limit=100`', 'buckets: all'],
  series: [
    { name: 'master', values: [315_600, 240] },
    { name: 'branch', values: [1050, undefined] },
    { name: 'followup', values: [893, 300] },
  ],
  scale: 'first',
}

describe('a chart in Mermaid', () => {
  it('has bars in per cent of the first of their group, each with its own value', () => {
    expect(renderMermaid(chart)).toMatchInlineSnapshot(`
      "%%{init: {"gantt":{"leftPadding":144,"barHeight":16,"barGap":3,"fontSize":11}}}%%
      gantt
          title REST reads, master = 100 %
          dateFormat x
          axisFormat %s
          tickInterval 50000millisecond
          todayMarker off
          section events \`?limit=100\`
          315.6 ms master :0, 100000
          1.05 ms branch :0, 333
          0.893 ms followup :0, 283
          section buckets all
          0.240 ms master :0, 100000
          0.300 ms followup :0, 125000"
    `)
  })

  it('puts bars of a shared scale on one axis, in a unit whose ticks are whole numbers', () => {
    const text = renderMermaid({ ...chart, scale: 'shared' })
    expect(text).toContain('axisFormat %s ms\n    tickInterval 100000millisecond')
    expect(text).toContain('1.05 ms branch :0, 1050\n')
    const tiny = renderMermaid({
      ...chart,
      scale: 'shared',
      series: [{ name: 'one', values: [3, 4] }],
    })
    expect(tiny).toContain('axisFormat %s µs\n    tickInterval 1000millisecond')
  })

  it('keeps every name from ending its line or beginning a comment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const series = [{ name, values: [1, 2] }]
        const lines = renderMermaid({ ...chart, title: name, labels: [name, name], series })
          .split('\n')
          .slice(2)
        expect(lines).toHaveLength(9)
        for (const line of lines) expect(line).not.toMatch(/;|#|%%|:.*:/)
      }),
    )
  })
})

describe('a chart in a terminal', () => {
  it('draws bars to scale and shows the shortest at all', () => {
    expect(renderTerminal([chart], { width: 60, color: false })).toMatchInlineSnapshot(`
      "REST reads, master = 100 %
      events \`?limit=100\`
        master   ████████████████████████████████ 315.6 ms
        branch   ▏ 1.05 ms
        followup ▏ 0.893 ms
      buckets: all
        master   ████████████████████████████████ 0.240 ms
        followup ████████████████████████████████████████ 0.300 ms
      "
    `)
  })
})

describe('a chart', () => {
  it('says nothing with a single bar, without values or with zeros alone', () => {
    const one = (values: readonly (number | undefined)[]): Chart => ({
      ...chart,
      series: [{ name: 'master', values }],
      scale: 'shared',
    })
    expect(saysSomething(chart)).toBe(true)
    expect(saysSomething(one([1, undefined]))).toBe(false)
    expect(saysSomething(one([undefined, undefined]))).toBe(false)
    expect(saysSomething(one([0, 0]))).toBe(false)
    expect(saysSomething(one([1, 2]))).toBe(true)
  })
})
