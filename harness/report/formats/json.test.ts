import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { readKept, inputOf } from '../testing-kept.ts'
import { documentOf, json } from './json.ts'
import type { JudgementDocument } from './judgement-schema.ts'

const kept = inputOf(readKept())
const schema = JSON.parse(
  readFileSync(new URL('../../../docs/judgement.schema.json', import.meta.url), 'utf8'),
) as object
const validate = new Ajv2020({ allErrors: true }).compile(schema)

function readBack(text: string): JudgementDocument {
  const value: unknown = JSON.parse(text)
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true)
  return value as JudgementDocument
}

describe('the JSON judgement', () => {
  const document = readBack(json.render(kept, 'report'))

  it('holds the published schema, and says the outcome first', () => {
    const { exitCode, outcome, candidates } = document
    expect({ exitCode, outcome, candidates }).toMatchInlineSnapshot(`
      {
        "candidates": [
          {
            "action": "Someone must look before speed matters.",
            "counts": {
              "faster": 2,
              "invalid": 2,
              "same": 2,
              "slower": 1,
              "total": 11,
              "unclear": 4,
            },
            "headline": "Answers differ in one scenario",
            "isControl": false,
            "label": "branch",
            "verdict": "invalid",
          },
          {
            "action": "Someone must look at the findings.",
            "counts": {
              "faster": 0,
              "invalid": 0,
              "same": 4,
              "slower": 0,
              "total": 11,
              "unclear": 7,
            },
            "headline": "Unclear",
            "isControl": true,
            "label": "control",
            "verdict": "unclear",
          },
        ],
        "exitCode": 4,
        "outcome": "wrongAnswers",
      }
    `)
  })

  it('names findings, and the comparison they are about', () => {
    expect(document.findings).toMatchInlineSnapshot(`
      [
        {
          "message": ""branch" answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged.",
          "rule": "wrong-answers",
          "severity": "fail",
        },
        {
          "comparison": {
            "candidate": "branch",
            "load": "requests",
            "metric": "p50",
            "scenario": "items-list",
          },
          "message": "p50 of items-list on branch is 21.1 % to 37.0 % slower (6 restarts, beyond the 5 % limit).",
          "rule": "regression",
          "severity": "fail",
        },
        {
          "comparison": {
            "candidate": "branch",
            "load": "requests",
            "metric": "p10",
            "scenario": "items-list",
          },
          "message": "p10 of items-list on branch is 14.9 % to 37.1 % slower (6 restarts, beyond the 5 % limit). This metric does not decide the exit code.",
          "rule": "regression",
          "severity": "warn",
        },
        {
          "comparison": {
            "candidate": "branch",
            "load": "requests",
            "metric": "cpu-per-request",
            "scenario": "items-list",
          },
          "message": "CPU per request of items-list on branch is 21.2 % to 24.6 % higher (6 restarts, beyond the 10 % limit). This metric does not decide the exit code.",
          "rule": "regression",
          "severity": "warn",
        },
        {
          "comparison": {
            "candidate": "branch",
            "load": "requests",
            "metric": "p95",
            "scenario": "items-list",
          },
          "message": "p95 of items-list on branch has not enough evidence: the true change is between +12.5 % and +23.6 %. It lies so near the limit of ±10 % that more restart pairs would hardly decide it.",
          "rule": "unclear",
          "severity": "info",
        },
        {
          "comparison": {
            "candidate": "branch",
            "load": "requests",
            "metric": "p50",
            "scenario": "items-write",
          },
          "message": "p50 of items-write on branch has not enough evidence: the true change is between −0.6 % and +14.0 %. At the present noise about 146 more restart pairs are needed for ±5 %.",
          "rule": "unclear",
          "severity": "info",
        },
        {
          "comparison": {
            "candidate": "branch",
            "load": "requests",
            "metric": "p95",
            "scenario": "items-write",
          },
          "message": "p95 of items-write on branch has not enough evidence: the true change is between −0.9 % and +28.5 %. At the present noise about 150 more restart pairs are needed for ±10 %.",
          "rule": "unclear",
          "severity": "info",
        },
        {
          "comparison": {
            "candidate": "branch",
            "load": "requests",
            "metric": "throughput",
            "scenario": "items-write",
          },
          "message": "throughput of items-write on branch has not enough evidence: the true change is between −4.9 % and −1.0 %. At the present noise about 1 more restart pair is needed for ±5 %.",
          "rule": "unclear",
          "severity": "info",
        },
      ]
    `)
  })

  it('holds every comparison with values, interval, verdict and what it could have detected', () => {
    expect(document.comparisons.length).toBe(kept.judgement.comparisons.length)
    expect(at('items-list', 'p50')).toMatchInlineSnapshot(`
      {
        "alarmP": 0.03125,
        "baseline": "main",
        "baselineValue": 823,
        "better": "lower",
        "candidate": "branch",
        "candidateValue": 1061.5,
        "change": {
          "confidence": 0.95,
          "high": 1.3702076753401748,
          "low": 1.211491456063194,
          "method": "clustered-trimmed",
          "units": 6,
          "value": 1.2884078902687737,
        },
        "control": {
          "confidence": 0.95,
          "high": 1.0834278824037202,
          "low": 0.9890028032370672,
          "method": "clustered-trimmed",
          "units": 6,
          "value": 1.0351392238740058,
        },
        "detectableRatio": 0.11666349606649315,
        "gating": true,
        "load": "requests",
        "look": 6,
        "marginRatio": 0.05,
        "metric": "p50",
        "notes": [
          {
            "code": "control-differs",
            "details": {
              "control": "control",
              "limitPercent": 2.5,
              "metric": "p50",
              "percent": 3.5,
              "scenario": "items-list",
            },
            "level": "caution",
            "message": "The control "control", the same build again, differs by 3.5 % in p50 of items-list, more than half of the margin (2.5 %): only what holds in spite of that is judged there.",
          },
        ],
        "scenario": "items-list",
        "unit": "us",
        "unitsNeeded": 0,
        "verdict": "slower",
      }
    `)
  })

  it('leaves out what is not known instead of writing null or 0', () => {
    const invalid = at('items-range', 'p50')
    expect(invalid.verdict).toBe('invalid')
    expect(invalid).not.toHaveProperty('change')
    expect(invalid).not.toHaveProperty('detectableRatio')
    expect(invalid.notes).toMatchInlineSnapshot(`
      [
        {
          "code": "answers-differ",
          "details": {
            "detail": "1190 bytes with digest bbbbbbbbbbbb",
            "request": "the read requests",
            "scenario": "items-range",
            "target": "branch",
          },
          "level": "invalid",
          "message": ""branch" answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged.",
        },
      ]
    `)
  })

  it('explains every note of the session', () => {
    expect(document.notes).toMatchInlineSnapshot(`
      [
        {
          "code": "not-pinned",
          "details": {},
          "level": "info",
          "message": "Processes were not pinned to CPUs; unpinned measurements are noisier.",
        },
        {
          "code": "rows-not-checked",
          "details": {
            "what": "items-write",
            "why": "no snapshot of an ActivityWatch database",
          },
          "level": "info",
          "message": "The rows of items-write were not checked: no snapshot of an ActivityWatch database.",
        },
        {
          "code": "unit-void",
          "details": {
            "detail": "another process used 40 % of a CPU",
            "unit": 3,
          },
          "level": "caution",
          "message": "Unit 3 does not count for any build: another process used 40 % of a CPU.",
        },
      ]
    `)
  })

  function at(scenario: string, metric: string) {
    return document.comparisons.find(
      (one) => one.scenario === scenario && one.metric === metric && one.candidate === 'branch',
    )!
  }
})

it('an interval without a bound has no number there', () => {
  const [first, ...rest] = kept.judgement.comparisons
  const change = { ...first!.change!, high: Infinity }
  const comparisons = [{ ...first!, change, detectableRatio: Infinity }, ...rest]
  const document = documentOf({ ...kept, judgement: { ...kept.judgement, comparisons } })
  const read = readBack(JSON.stringify(document))
  expect(read.comparisons[0]!.change).not.toHaveProperty('high')
  expect(read.comparisons[0]).not.toHaveProperty('detectableRatio')
})

it('a note that a newer version wrote is kept, without a level', () => {
  const session = {
    ...kept.session,
    header: { ...kept.session.header, notes: [{ code: 'new-thing', x: 1 }] },
  }
  const read = readBack(json.render({ ...kept, session }, 'report'))
  expect(read.notes[0]).toMatchInlineSnapshot(`
    {
      "code": "new-thing",
      "details": {
        "x": 1,
      },
      "message": "The session carries the note "new-thing".",
    }
  `)
})

it('a joined session names the sessions and machines it was joined from', () => {
  const { header, units, end } = kept.session
  const shard = (id: string, cpus: number) => ({
    header: { ...header, id, machine: { ...header.machine, cpus } },
    ...(end && { end }),
  })
  const session = {
    header: { ...header, shards: [shard('a', 2), shard('b', 4)] },
    units: units.map((unit, index) =>
      Object.assign({}, unit, { origin: { shard: index < 3 ? 'a' : 'b', unit: index } }),
    ),
    ...(end && { end }),
  }
  const { shards } = readBack(json.render(inputOf(session), 'report')).session
  expect(
    shards?.map(({ id, machine, unitsComplete }) => [id, machine.cpus, unitsComplete]),
  ).toEqual([
    ['a', 2, 3],
    ['b', 4, 3],
  ])
})
