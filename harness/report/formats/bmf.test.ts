import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { buildSession } from '../../judge/testing-session.ts'
import { inputOf, readKept } from '../testing-kept.ts'
import { bmf } from './bmf.ts'

const kept = inputOf(readKept())

/** As Bencher documents it: benchmark → measure → value, lower and upper end, and nothing else. */
const number = { type: 'number' }
const measure = {
  type: 'object',
  required: ['value'],
  properties: { value: number, lower_value: number, upper_value: number },
  additionalProperties: false,
}
const benchmark = { type: 'object', additionalProperties: measure }
const validate = new Ajv2020().compile({ type: 'object', additionalProperties: benchmark })

type Results = Record<
  string,
  Record<string, { value: number; lower_value?: number; upper_value?: number }>
>

function readBack(text: string): Results {
  const value: unknown = JSON.parse(text)
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true)
  return value as Results
}

describe('the Bencher file of a target', () => {
  const results = readBack(bmf.render(kept, 'branch'))

  it('names benchmarks by scenario and load, and measures in words of Bencher', () => {
    const names = Object.entries(results).map(
      ([name, of]) => `${name}: ${Object.keys(of).join(', ')}`,
    )
    expect(names).toMatchInlineSnapshot(`
      [
        "items-list/requests: latency-p50, latency-p10, latency-p95, cpu-per-request",
        "items-search/requests: latency-p50, latency-p10, latency-p95, cpu-per-request",
        "items-write/requests: latency-p50, latency-p95, throughput, cpu-per-request",
        "heartbeats/heartbeats: response-p50, response-p95, service-p50, served",
        "heartbeats/heavy searches: served",
        "life-cycle: startup-time, first-answer, stop, rss, database-bytes",
      ]
    `)
  })

  it('gives latencies in nanoseconds with the interval as bounds', () => {
    expect(results['items-list/requests']).toMatchInlineSnapshot(`
      {
        "cpu-per-request": {
          "lower_value": 975000,
          "upper_value": 1000000,
          "value": 975000,
        },
        "latency-p10": {
          "lower_value": 739000,
          "upper_value": 836000,
          "value": 793000,
        },
        "latency-p50": {
          "lower_value": 999000,
          "upper_value": 1078000,
          "value": 1061500,
        },
        "latency-p95": {
          "lower_value": 1347000,
          "upper_value": 1503000,
          "value": 1399000,
        },
      }
    `)
    const compared = kept.judgement.comparisons.find(
      ({ scenario, metric, candidate }) =>
        scenario === 'items-list' && metric === 'p50' && candidate === 'branch',
    )!
    const { value } = results['items-list/requests']!['latency-p50']!
    expect(value).toBe(compared.candidateValue! * 1000)
  })

  it('never has a value outside of its bounds', () => {
    for (const { value, lower_value, upper_value } of Object.values(results).flatMap(
      Object.values,
    )) {
      expect(lower_value).toBeLessThanOrEqual(value)
      expect(upper_value).toBeGreaterThanOrEqual(value)
    }
  })

  it('leaves out the speed of wrong answers, on the side that is wrong', () => {
    expect(results).not.toHaveProperty('items-range/requests')
    expect(readBack(bmf.render(kept, 'main'))).toHaveProperty('items-range/requests')
  })
})

it('every target has a file, since Bencher keeps one branch per report', () => {
  expect(bmf.parts(kept)).toEqual(['main', 'branch', 'control'])
})

it('below six restarts there are no bounds', () => {
  const few = inputOf(buildSession({ units: 3, rounds: 2 }))
  const { value, ...bounds } = readBack(bmf.render(few, 'branch'))['events-limit-1000/main']![
    'latency-p50'
  ]!
  expect(value).toBeGreaterThan(0)
  expect(bounds).toEqual({})
})

it('a session that is too noisy to judge gives nothing to keep', () => {
  const noisy = inputOf(buildSession({ units: 8, rounds: 2, voidUnits: [0, 1, 2] }))
  expect(noisy.judgement.exitCode).toBe(3)
  expect(bmf.parts(noisy)).toEqual([])
})
