import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeHistogram } from '../results/histogram.ts'
import { recordingSchema } from '../results/schema.ts'
import type { Answer } from './http-client.ts'
import { createRecorder } from './recorder.ts'
import { createTimeline } from './timeline.ts'

const answer = (sentMs: number, doneMs: number, failure?: string): Answer => ({
  sentMs,
  doneMs,
  bytes: 10,
  status: 200,
  failure,
  body: undefined,
})

describe('a recorder', () => {
  it('keeps service time in microseconds from send to last byte', () => {
    const recorder = createRecorder('reads')
    recorder.answered(answer(1000, 1002.5))
    const recording = recorder.finish(100)
    expect(recordingSchema.parse(recording)).toMatchObject({ due: 1, served: 1, bytesIn: 10 })
    expect(decodeHistogram(recording.serviceUs!).maxValue).toBeCloseTo(2500, -1)
    expect(recording).not.toHaveProperty('responseUs')
    expect(recording).not.toHaveProperty('latenessUs')
  })

  it('counts response time from the due time, so that waiting to be sent is part of it', () => {
    const recorder = createRecorder('beats')
    recorder.answeredDue(answer(1040, 1050), 1000)
    const { serviceUs, responseUs, latenessUs } = recorder.finish(100)
    expect(decodeHistogram(serviceUs!).maxValue / 10_000).toBeCloseTo(1, 2)
    expect(decodeHistogram(responseUs!).maxValue / 50_000).toBeCloseTo(1, 2)
    expect(decodeHistogram(latenessUs!).maxValue / 40_000).toBeCloseTo(1, 2)
  })

  it('counts failures by their code and keeps their times out of every latency', () => {
    const recorder = createRecorder('beats')
    recorder.answeredDue(answer(0, 9000, 'status-500'), 0)
    recorder.answeredDue(answer(0, 9000, 'UND_ERR_SOCKET'), 0)
    recorder.answeredDue(answer(0, 9000, 'status-500'), 0)
    recorder.answeredDue(answer(0, 1), 0)
    const recording = recorder.finish(100)
    expect(recording).toMatchObject({ due: 4, served: 1 })
    expect(recording.failures).toEqual({ 'status-500': 2, UND_ERR_SOCKET: 1 })
    for (const histogram of [recording.serviceUs, recording.responseUs])
      expect(decodeHistogram(histogram!)).toMatchObject({ totalCount: 1, maxValue: 1000 })
  })

  it('has no histogram of times when nothing was served', () => {
    const recorder = createRecorder('beats')
    recorder.missed(1000)
    const recording = recorder.finish(100)
    expect(recordingSchema.parse(recording)).toMatchObject({ due: 1, served: 0, missed: 1 })
    expect(recording.serviceUs ?? recording.responseUs).toBeUndefined()
  })

  it('keeps an answer that came after the end for the eye alone', () => {
    const recorder = createRecorder('queries', createTimeline(1000, 10))
    recorder.answered(answer(1010, 1030))
    recorder.answeredTooLate(answer(1030, 4030))
    const recording = recorder.finish(100)
    expect(recording).toMatchObject({ due: 1, served: 1, bytesIn: 10 })
    expect(recording.timeline).toEqual({ atMs: [10, 30], tookMs: [20, 3000] })
  })

  it('invents no samples: every histogram holds as many as were served, whatever they took', () => {
    const event = fc.record({
      tookMs: fc.double({ min: 0, max: 90_000, noNaN: true }),
      lateMs: fc.double({ min: -5, max: 5000, noNaN: true }),
      kind: fc.constantFrom('good', 'failed', 'missed'),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const recorder = createRecorder('beats')
        for (const { kind, tookMs, lateMs } of events) {
          const failure = kind === 'failed' ? 'status-503' : undefined
          if (kind === 'missed') recorder.missed(1000)
          else recorder.answeredDue(answer(1000 + lateMs, 1000 + lateMs + tookMs, failure), 1000)
        }
        const recording = recorder.finish(1000)
        const good = events.filter(({ kind }) => kind === 'good').length
        const missed = events.filter(({ kind }) => kind === 'missed').length
        expect(recording).toMatchObject({ due: events.length, served: good, missed })
        if (good === 0) return
        expect(decodeHistogram(recording.serviceUs!).totalCount).toBe(good)
        expect(decodeHistogram(recording.responseUs!).totalCount).toBe(good)
        expect(decodeHistogram(recording.latenessUs!).totalCount).toBe(events.length - missed)
      }),
      { numRuns: 40 },
    )
  })
})
