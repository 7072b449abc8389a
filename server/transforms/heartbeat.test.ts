import { describe, expect, it } from 'vitest'
import { rowAt } from '../events/event-row.ts'
import { pulsetimeFromSeconds } from '../wire/duration.ts'
import { events, examplesOf, type Example } from './event-examples.ts'
import { columnsOf } from '../events/event-row.ts'
import { mergeHeartbeat } from './heartbeat.ts'

function merge(last: Example, heartbeat: Example, pulsetime: number): Example | undefined {
  const merged = mergeHeartbeat(
    rowAt(events(last), 0),
    rowAt(events(heartbeat), 0),
    pulsetimeFromSeconds(pulsetime),
  )
  return merged && examplesOf(columnsOf([merged]))[0]
}

describe('heartbeats', () => {
  it('extend the last event up to the pulsetime, inclusively', () => {
    expect(merge([0, 10, 'A', 1], [15, 0, 'A', 9], 5)).toEqual([0, 15, 'A', 1])
    expect(merge([0, 10], [15.000000001, 0], 5)).toBeUndefined()
    expect(merge([0, 1], [2, 1], 2)).toEqual([0, 3, 'A', 1])
    expect(merge([0, 1], [2, 1], 0)).toBeUndefined()
    expect(merge([0, 1], [120, 0], 120)).toEqual([0, 120, 'A', 1])
    expect(merge([0, 1], [120, 0], 60)).toBeUndefined()
  })
  it('inside the last event change nothing', () => {
    expect(merge([0, 10], [3, 2], 5)).toEqual([0, 10, 'A', 1])
  })
  it('know negative pulsetimes', () => {
    expect(merge([0, 10], [12, 0], -1)).toBeUndefined()
    expect(merge([0, 10], [9, 0], -1)).toEqual([0, 10, 'A', 1])
  })
  it('merge at one timestamp in either order', () => {
    expect(merge([0, 0], [0, 1], 1)).toEqual([0, 1, 'A', 1])
    expect(merge([0, 1], [0, 0], 1)).toEqual([0, 1, 'A', 1])
  })
  it('need equal data and must not come before the last event', () => {
    expect(merge([0, 1, 'A'], [1, 1, 'B'], 5)).toBeUndefined()
    expect(merge([0, 1, '{"n":1}'], [1, 1, '{"n":1.0}'], 5)).toBeUndefined()
    expect(merge([1, 1], [0, 1], 5)).toBeUndefined()
  })
  it('with negative durations stay apart', () => {
    expect(merge([10, -5], [10, -1], 20)).toBeUndefined()
  })
})
