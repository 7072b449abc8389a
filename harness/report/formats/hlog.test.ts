import { HistogramLogReader, listTags } from 'hdr-histogram-js'
import type { Histogram } from 'hdr-histogram-js'
import { describe, expect, it } from 'vitest'
import { completeUnits } from '../../metrics/usable-units.ts'
import { inputOf, readKept, renamed } from '../testing-kept.ts'
import { hlog } from './hlog.ts'
import { decodeCompressed } from './testing-hdr-reader.ts'

const session = readKept()
const text = hlog.render(inputOf(session), 'report')

function readAll(log: string): Histogram[] {
  const reader = new HistogramLogReader(log)
  const all: Histogram[] = []
  for (
    let next = reader.nextIntervalHistogram();
    next !== null;
    next = reader.nextIntervalHistogram()
  )
    all.push(next)
  return all
}

function dataLines(log: string): string[] {
  return log.split('\n').filter((line) => line.startsWith('Tag='))
}

describe('the HdrHistogram log', () => {
  it('tells its version, its units, and which commit stands behind a label', () => {
    const head = text.split('\n').filter((line) => !line.startsWith('Tag='))
    expect(head.join('\n')).toMatchInlineSnapshot(`
      "#[Histogram log format version 1.3]
      #heartbench session 20260612T080000-kept: values in microseconds, Interval_Max in milliseconds
      #Tag: ref=<label>@<commit>;round=<unit>.<round>;op=<scenario>/<load>/<measure>, each part percent-encoded
      #main: 1111111111111111111111111111111111111111 Add a search
      #branch: 2222222222222222222222222222222222222222 Sort items "by name" & <date>, not by id
      #control: 1111111111111111111111111111111111111111 Add a search
      #[StartTime: 1781251200.000 (seconds since epoch), 2026-06-12T08:00:00.000Z]
      "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
      "
    `)
  })

  it('has a line per recording with tag, start, length and largest value', () => {
    const lines = dataLines(text).map((line) => line.slice(0, line.lastIndexOf(',')))
    expect(lines.filter((line) => line.includes('ref=branch') && line.includes('round=0.')))
      .toMatchInlineSnapshot(`
      [
        "Tag=ref=branch@222222222222;round=0.0;op=items-list/requests/service,1781251205.000,0.042,1.800",
        "Tag=ref=branch@222222222222;round=0.0;op=items-search/requests/service,1781251205.000,0.096,7.923",
        "Tag=ref=branch@222222222222;round=0.0;op=items-range/requests/service,1781251205.000,0.081,5.755",
        "Tag=ref=branch@222222222222;round=0.0;op=items-write/requests/service,1781251205.000,0.100,3.597",
        "Tag=ref=branch@222222222222;round=0.0;op=heartbeats/heartbeats/service,1781251205.000,0.100,1.079",
        "Tag=ref=branch@222222222222;round=0.0;op=heartbeats/heartbeats/response,1781251205.000,0.100,1.679",
        "Tag=ref=branch@222222222222;round=0.0;op=heartbeats/heartbeats/lateness,1781251205.000,0.100,0.600",
      ]
    `)
  })

  it('is read back by the log reader of HdrHistogramJS, histogram by histogram', () => {
    const all = readAll(text)
    expect(all.length).toBe(dataLines(text).length)
    const recorded = completeUnits(session)
      .flatMap(({ slices }) => slices)
      .flatMap(({ recordings }) => recordings.filter(({ serviceUs }) => serviceUs !== undefined))
    const service = all.filter(({ tag }) => tag.endsWith('/service'))
    const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
    expect(total(service.map(({ totalCount }) => totalCount))).toBe(
      total(recorded.map(({ served }) => served)),
    )
    expect(listTags(text).length).toBe(all.length)
    expect(all[0]!.startTimeStampMsec).toBe(Date.parse(session.units[0]!.startedAt))
  })

  it('is read back by a decoder that shares no code with the writer, with the same counts', () => {
    const all = readAll(text)
    for (const [index, line] of dataLines(text).entries()) {
      const decoded = decodeCompressed(line.split(',').at(-1)!)
      const counts = [...decoded.counts.values()]
      expect(decoded.digits).toBe(3)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all[index]!.totalCount)
      expect(Math.min(...decoded.counts.keys())).toBe(all[index]!.minNonZeroValue)
    }
  })

  it('leaves void units out', () => {
    expect(dataLines(text).some((line) => line.includes('round=3.'))).toBe(false)
  })

  it('keeps tags whole whatever labels and loads are called', () => {
    const odd = renamed(session, {
      candidate: 'a, b;c=d',
      load: 'x y',
      subject: 'one\n[StartTime: 1',
    })
    const log = hlog.render(inputOf(odd), 'report')
    expect(readAll(log).length).toBe(dataLines(text).length)
    for (const tag of listTags(log))
      expect(tag).toMatch(/^ref=[^,;=\s]+;round=\d+\.\d+;op=[^,;=\s]+$/)
    expect(log.match(/^#\[StartTime/gm)?.length).toBe(1)
  })
})
