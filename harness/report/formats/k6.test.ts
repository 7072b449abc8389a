import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { inputOf, readKept } from '../testing-kept.ts'
import { k6 } from './k6.ts'

const kept = inputOf(readKept())

/** The shape of `k6 run --summary-export`: values directly below the name of a metric. */
const valuesOf = (...names: string[]) => ({
  type: 'object',
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'number' }])),
  additionalProperties: false,
})
const counter = valuesOf('count', 'rate')
const rate = valuesOf('value', 'passes', 'fails')
const trend = valuesOf('avg', 'min', 'med', 'max', 'p(90)', 'p(95)')
const check = {
  type: 'object',
  required: ['name', 'path', 'id', 'passes', 'fails'],
  properties: { id: { type: 'string', pattern: '^[0-9a-f]{32}$' }, passes: { type: 'integer' } },
}
const validate = new Ajv2020({ strictRequired: false }).compile({
  type: 'object',
  required: ['metrics', 'root_group'],
  properties: {
    metrics: {
      type: 'object',
      required: ['http_reqs', 'http_req_duration', 'http_req_failed', 'iterations', 'checks'],
      patternProperties: {
        '^(http_reqs|iterations|dropped_iterations|data_received)(\\{|$)': counter,
        '^(http_req_failed|checks)(\\{|$)': rate,
        '^http_req_(due_)?duration(\\{|$)': trend,
      },
      additionalProperties: false,
    },
    root_group: {
      type: 'object',
      required: ['name', 'path', 'id', 'groups', 'checks'],
      properties: { checks: { type: 'object', additionalProperties: check } },
    },
  },
})

interface Summary {
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly root_group: { readonly checks: Readonly<Record<string, unknown>> }
}

function readBack(part: string): Summary {
  const value: unknown = JSON.parse(k6.render(kept, part))
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true)
  return value as Summary
}

describe('the k6 summary of a target', () => {
  const { metrics, root_group } = readBack('main')

  it('has the metrics of k6 for all loads together and for each', () => {
    expect(Object.keys(metrics)).toMatchInlineSnapshot(`
      [
        "checks",
        "data_received",
        "data_received{scenario:heartbeats,load:heartbeats}",
        "data_received{scenario:heartbeats,load:heavy searches}",
        "data_received{scenario:items-list,load:requests}",
        "data_received{scenario:items-range,load:requests}",
        "data_received{scenario:items-search,load:requests}",
        "data_received{scenario:items-write,load:requests}",
        "dropped_iterations",
        "dropped_iterations{scenario:heartbeats,load:heartbeats}",
        "http_req_due_duration",
        "http_req_due_duration{scenario:heartbeats,load:heartbeats}",
        "http_req_duration",
        "http_req_duration{scenario:heartbeats,load:heartbeats}",
        "http_req_duration{scenario:items-list,load:requests}",
        "http_req_duration{scenario:items-range,load:requests}",
        "http_req_duration{scenario:items-search,load:requests}",
        "http_req_duration{scenario:items-write,load:requests}",
        "http_req_failed",
        "http_req_failed{scenario:heartbeats,load:heartbeats}",
        "http_req_failed{scenario:heartbeats,load:heavy searches}",
        "http_req_failed{scenario:items-list,load:requests}",
        "http_req_failed{scenario:items-range,load:requests}",
        "http_req_failed{scenario:items-search,load:requests}",
        "http_req_failed{scenario:items-write,load:requests}",
        "http_reqs",
        "http_reqs{scenario:heartbeats,load:heartbeats}",
        "http_reqs{scenario:heartbeats,load:heavy searches}",
        "http_reqs{scenario:items-list,load:requests}",
        "http_reqs{scenario:items-range,load:requests}",
        "http_reqs{scenario:items-search,load:requests}",
        "http_reqs{scenario:items-write,load:requests}",
        "iterations",
        "iterations{scenario:heartbeats,load:heartbeats}",
        "iterations{scenario:heartbeats,load:heavy searches}",
        "iterations{scenario:items-list,load:requests}",
        "iterations{scenario:items-range,load:requests}",
        "iterations{scenario:items-search,load:requests}",
        "iterations{scenario:items-write,load:requests}",
      ]
    `)
  })

  it('gives trends in milliseconds, counts with their rate per second', () => {
    const of = '{scenario:heartbeats,load:heartbeats}'
    expect({
      service: metrics[`http_req_duration${of}`],
      sinceDue: metrics[`http_req_due_duration${of}`],
      requests: metrics[`http_reqs${of}`],
      dropped: metrics[`dropped_iterations${of}`],
      failed: metrics[`http_req_failed${of}`],
    }).toMatchInlineSnapshot(`
      {
        "dropped": {
          "count": 18,
          "rate": 30,
        },
        "failed": {
          "fails": 240,
          "passes": 0,
          "value": 0,
        },
        "requests": {
          "count": 240,
          "rate": 400,
        },
        "service": {
          "avg": 0.721963,
          "max": 1.246,
          "med": 0.709,
          "min": 0.384,
          "p(90)": 0.922,
          "p(95)": 0.97,
        },
        "sinceDue": {
          "avg": 1.321963,
          "max": 1.846,
          "med": 1.309,
          "min": 0.984,
          "p(90)": 1.522,
          "p(95)": 1.57,
        },
      }
    `)
  })

  it('adds the loads up', () => {
    const parts = Object.keys(metrics).filter((name) => name.startsWith('http_reqs{'))
    const sum = parts.reduce((total, name) => total + metrics[name]!['count']!, 0)
    expect(metrics['http_reqs']!['count']).toBe(sum)
  })

  it('shows the comparison of answers as checks', () => {
    expect(metrics['checks']).toEqual({ value: 1, passes: 3, fails: 0 })
    expect(Object.keys(root_group.checks)).toMatchInlineSnapshot(`
      [
        "answers of items-list equal those of the baseline",
        "answers of items-search equal those of the baseline",
        "answers of items-range equal those of the baseline",
      ]
    `)
  })
})

it('wrong answers fail their check, and their speed is left out', () => {
  const { metrics } = readBack('branch')
  expect(metrics['checks']).toMatchObject({ passes: 2, fails: 1 })
  expect(Object.keys(metrics).filter((name) => name.includes('items-range'))).toEqual([])
})
