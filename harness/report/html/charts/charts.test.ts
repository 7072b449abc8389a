import { describe, expect, it } from 'vitest'
import { createHistogram, recordUs } from '../../../results/histogram.ts'
import type { Chart } from '../../block.ts'
import type { Build } from '../builds.ts'
import { barChart } from './bars.ts'
import type { Comparison } from '../../../judge/comparison.ts'
import { findMetric } from '../../../metrics/catalogue.ts'
import { PLOT } from './frame.ts'
import { percentileCurves } from './percentile-curves.ts'
import { ratioDots } from './ratio-dots.ts'
import { linear, linearTicks, logTicks, niceLogDomain, ratioTicks, tickTime } from './scale.ts'
import { waitingCharts } from './waiting.ts'

const MASTER: Build = { label: 'master', role: 'baseline', line: 'line-0' }

describe('who waits for whom', () => {
  it('draws each request from when it was due to its answer, over the queries that ran', () => {
    const beats = { atMs: [100, 150], tookMs: [500, 450], missedAtMs: [200] }
    const lane = {
      build: MASTER,
      measured: [{ load: 'beats', timeline: beats }],
      background: [{ load: 'queries', timeline: { atMs: [0, 600], tookMs: [600, 900] } }],
    }
    const { text } = waitingCharts('caption', [lane])
    const [svg] = /<svg class="chart"[^]*?<\/svg>/.exec(text)!
    expect(svg.match(/<path class="(wait|lost)[^]*?<\/path>/g)).toMatchInlineSnapshot(`
      [
        "<path class="wait line-0" d="M121 61.3H416"><title>due at 100 ms, answered after 500.0 ms</title></path>",
        "<path class="wait line-0" d="M150.5 116H416"><title>due at 150 ms, answered after 450.0 ms</title></path>",
        "<path class="lost" d="M177 167.7l6 6m0-6l-6 6"><title>missed, due at 200 ms</title></path>",
      ]
    `)
    expect(svg.match(/<rect class="busy"[^]*?<\/rect>/g)).toMatchInlineSnapshot(`
      [
        "<rect class="busy" x="62" y="12" width="353" height="16" rx="2"><title>queries: 600.0 ms, from 0 ms</title></rect>",
      ]
    `)
    expect(svg).toContain('median 475.0 ms, longest 500.0 ms')
    expect(text).toContain('<td class="right">missed</td>')
  })
})

describe('curves of percentiles', () => {
  it('end where no request is left, and tell only percentiles that enough requests stand behind', () => {
    const histogram = createHistogram()
    for (let us = 1; us <= 50; us++) recordUs(histogram, us * 1000)
    const { text } = percentileCurves('caption', [{ build: MASTER, histogram }])
    const titles = [...text.matchAll(/<title>([^<]+)/g)].map(([, title]) => title)
    expect(titles).toEqual(['master, p50: 25.0 ms', 'master, p90: 45.0 ms', 'master, p95: 48.0 ms'])
    expect(text).toContain('<td class="right">–</td>')
    const [, path] = /class="curve line-0 baseline" d="M([^"]+)"/.exec(text)!
    expect(path!.split('L').at(-1)!.split(' ')[0]).toBe(String(PLOT.right))
  })
})

describe('changes', () => {
  it('are a dot per round over the margin, faint where they came after the verdict', () => {
    const estimate = { confidence: 0.95, units: 2, method: 'clustered-trimmed' } as const
    const comparison: Comparison = {
      scenario: 'reads',
      load: 'main',
      metric: 'p50',
      baseline: 'master',
      candidate: 'branch',
      baselineValue: 100,
      candidateValue: 90,
      change: { value: 0.9, low: 0.85, high: 0.95, ...estimate },
      verdict: 'unclear',
      marginRatio: 0.05,
      gating: true,
      detectableRatio: 0.1,
      unitsNeeded: 2,
      notes: [],
    }
    const units = new Map([
      [0, [Math.log(0.9), Math.log(0.8)]],
      [1, [0, Math.log(0.95)]],
    ])
    const build: Build = { label: 'branch', role: 'candidate', line: 'line-1' }
    const metric = findMetric('p50')
    const plot = { comparison, metric, all: [{ build, units }], later: new Set([1]) }
    const { text } = ratioDots('caption', plot)
    expect(text.match(/<path class="sample[^]*?<\/path>/g)).toMatchInlineSnapshot(`
      [
        "<path class="sample line-1" d="M212.2 23h.01M75.1 23h.01"><title>branch, unit 0: median of 2 rounds −15.1 %</title></path>",
        "<path class="sample line-1 later" d="M334.8 45h.01M275.1 45h.01"><title>branch, unit 1: median of 2 rounds −2.5 %</title></path>",
      ]
    `)
    expect(text).toContain('Together −10.0 %, between −15.0 % and −5.0 %')
    expect(text).toContain('margin ±5.0 %')
    expect(text).toContain('<td class="wide">−10.0 %, −20.0 %</td>')
  })
})

describe('bars that all formats share', () => {
  const chart: Chart = {
    kind: 'chart',
    title: 'Times <beside>',
    unit: 'us',
    labels: ['reads'],
    series: [
      { name: 'master', values: [4000] },
      { name: 'branch', values: [1000] },
    ],
    scale: 'shared',
  }

  it('are as long as their values, which stand beside them and in their text', () => {
    const { text } = barChart(chart)
    expect(text.match(/<rect[^>]*>/g)).toMatchInlineSnapshot(`
      [
        "<rect class="bar" x="96" y="22" width="270" height="15"/>",
        "<rect class="bar" x="96" y="41" width="67.5" height="15"/>",
      ]
    `)
    expect(text).toContain(
      'aria-label="Times &lt;beside&gt;. reads: master 4.00 ms, branch 1.00 ms."',
    )
  })

  it('are left out where they would say nothing', () => {
    expect(barChart({ ...chart, series: [] }).text).toBe('')
  })
})

describe('ticks', () => {
  it('are round and few, whatever lies between', () => {
    expect(logTicks([90, 4_000])).toEqual([100, 200, 500, 1000, 2000])
    expect(logTicks([1, 10_000_000])).toEqual([
      1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000,
    ])
    expect(linearTicks([0, 8.3])).toEqual([0, 2, 4, 6, 8])
    expect(niceLogDomain([137, 4210])).toEqual([100, 5000])
    expect(niceLogDomain([100, 100])).toEqual([100, 200])
    expect([500, 1000, 2_000_000].map(tickTime)).toEqual(['0.5 ms', '1 ms', '2 s'])
  })

  it('of ratios are per cent close to 1 and factors far from it', () => {
    const texts = (low: number, high: number) =>
      ratioTicks([Math.log(low), Math.log(high)]).map(({ text }) => text)
    expect(texts(0.94, 1.06)).toMatchInlineSnapshot(`
      [
        "−5 %",
        "1×",
        "+5 %",
      ]
    `)
    expect(texts(0.001, 1.3)).toMatchInlineSnapshot(`
      [
        "1/1000",
        "1/100",
        "1/10",
        "1×",
      ]
    `)
    expect(texts(0.2, 3)).toMatchInlineSnapshot(`
      [
        "1/5",
        "1/2",
        "1×",
        "2×",
      ]
    `)
  })

  it('survive a domain of a single value', () => {
    expect(linear([5, 5], [0, 10])(5)).toBe(0)
  })
})
