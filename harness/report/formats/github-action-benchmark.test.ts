import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { inputOf, readKept } from '../testing-kept.ts'
import { githubActionBenchmark } from './github-action-benchmark.ts'

const kept = inputOf(readKept())

/** What customSmallerIsBetter and customBiggerIsBetter take; an empty array is an error there. */
const text = { type: 'string' }
const validate = new Ajv2020().compile({
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['name', 'unit', 'value'],
    properties: { name: text, unit: text, value: { type: 'number' }, range: text, extra: text },
    additionalProperties: false,
  },
})

interface Entry {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly range?: string
  readonly extra?: string
}

function readBack(part: string): readonly Entry[] {
  const value: unknown = JSON.parse(githubActionBenchmark.render(kept, part))
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true)
  return value as Entry[]
}

it('has a file per target and direction', () => {
  expect(githubActionBenchmark.parts(kept)).toMatchInlineSnapshot(`
    [
      "main.smaller",
      "main.bigger",
      "branch.smaller",
      "branch.bigger",
      "control.smaller",
      "control.bigger",
    ]
  `)
})

it('what is better when smaller: latencies and the life cycle, each with its interval and verdict', () => {
  const entries = readBack('branch.smaller')
  expect(entries.map(({ name, value, unit, range }) => `${name}: ${value} ${unit} ${range}`))
    .toMatchInlineSnapshot(`
    [
      "items-list/requests p50: 1.0615 ms ± 5.9 %",
      "items-list/requests p95: 1.399 ms ± 7.4 %",
      "items-search/requests p50: 5.053 ms ± 11.5 %",
      "items-search/requests p95: 7.019 ms ± 13.2 %",
      "items-write/requests p50: 2.531 ms ± 1.9 %",
      "items-write/requests p95: 3.616 ms ± 15.6 %",
      "heartbeats/heartbeats response p50: 1.2955 ms ± 6.6 %",
      "heartbeats/heartbeats response p95: 1.622 ms ± 5.5 %",
      "ready: 204.45 ms ± 3.5 %",
      "first answer: 264.5 ms ± 4.8 %",
      "stop: 50.599999999999994 ms ± 4.2 %",
      "resident memory: 79476323 bytes ± 3.5 %",
      "database size: 98000000 bytes ± 0.0 %",
    ]
  `)
  expect(entries[0]).toMatchInlineSnapshot(`
    {
      "extra": "branch: 222222222222 Sort items "by name" & <date>, not by id
    6 restarts, 95 % interval 0.999 ms to 1.08 ms
    against main: is 21.1 % to 37.0 % slower (6 restarts, beyond the 5 % limit).",
      "name": "items-list/requests p50",
      "range": "± 5.9 %",
      "unit": "ms",
      "value": 1.0615,
    }
  `)
})

it('what is better when bigger has a file of its own', () => {
  expect(readBack('branch.bigger')).toMatchInlineSnapshot(`
    [
      {
        "extra": "branch: 222222222222 Sort items "by name" & <date>, not by id
    6 restarts, 95 % interval 380/s to 390/s
    against main: has not enough evidence: the true change is between −4.9 % and −1.0 %. At the present noise about 1 more restart pair is needed for ±5 %.",
        "name": "items-write/requests throughput",
        "range": "± 1.3 %",
        "unit": "ops/s",
        "value": 385,
      },
    ]
  `)
})

it('names are unique: they are what the action compares by', () => {
  for (const part of githubActionBenchmark.parts(kept)) {
    const names = readBack(part).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  }
})
