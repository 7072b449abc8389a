import { describe, expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { CpuProfile, FunctionTimes } from '../results/schema.ts'
import { renderMarkdown } from './formats/markdown.ts'
import { busyUsPerRequest, profiledScenarios } from './function-changes.ts'
import { shownChanges } from './function-changes-text.ts'
import { whereTimeWentSection } from './sections/where-time-went.ts'
import { buildCpuProfile } from './testing-cpu-profile.ts'
import { createView } from './view.ts'

function viewOf(profile: CpuProfile) {
  const session = { ...buildSession({ scenarios: [{ name: 'reads' }] }), cpuProfiles: [profile] }
  return createView(session, judgeSession(session), 'branch', 'x.session.jsonl')
}

const time = (name: string, line: number, selfUs: number): FunctionTimes => ({
  name,
  file: 'a.js',
  line,
  selfUs,
  totalUs: selfUs,
})

/** 1,000 requests each and a sample per 100 µs. */
function profileOf(before: FunctionTimes[], after: FunctionTimes[]): CpuProfile {
  const base = buildCpuProfile()
  const [baseline, candidate] = base.targets
  const others = { functions: 0, selfUs: 0 }
  const same = { requests: 1000, sampleUs: 100, others }
  return {
    ...base,
    targets: [
      { ...baseline!, ...same, functions: before },
      { ...candidate!, ...same, functions: after },
    ],
  }
}

const changesOf = (profile: CpuProfile) => profiledScenarios(viewOf(profile))[0]!

describe('changes of functions', () => {
  it('are told per request, largest first, whatever the number of requests', () => {
    const { changes } = changesOf(buildCpuProfile())
    expect(changes.map(({ name, differenceUs }) => `${name} ${Math.round(differenceUs)}`)).toEqual([
      'parseEvents -100000',
      '(garbage collector) -23722',
      'serialise -8274',
      '(anonymous) -1886',
      'readPage 826',
    ])
    expect(changes[0]).toMatchObject({ candidateUs: undefined, place: 'src/events.js:40' })
    expect(changes[2]).toMatchObject({ place: 'src/answer.js:9' })
  })

  const anonymous = (...times: readonly [number, number][]) =>
    times.map(([line, us]) => time('(anonymous)', line, us))

  it('pair a function that moved, and namesakes that stand where they stood', () => {
    const moved = profileOf([time('f', 10, 500_000)], [time('f', 13, 900_000)])
    expect(changesOf(moved).changes).toMatchObject([
      { place: 'a.js:13', baselineUs: 500, candidateUs: 900 },
    ])
    const stayed = profileOf(
      anonymous([10, 500_000], [20, 100_000]),
      anonymous([20, 100_000], [10, 900_000]),
    )
    expect(changesOf(stayed)).toMatchObject({
      changes: [{ place: 'a.js:10', baselineUs: 500, candidateUs: 900 }],
      unclear: 1,
    })
  })

  it('sum namesakes where one was added: which of them moved where nobody can tell', () => {
    // A handler of four lines was put before two others of four lines.
    const added = profileOf(
      anonymous([10, 900_000], [14, 100_000]),
      anonymous([10, 50_000], [14, 900_000], [18, 100_000]),
    )
    const { changes, unclear } = changesOf(added)
    expect(changes).toMatchObject([
      { name: '(anonymous)', place: 'a.js (all 2, now 3)', baselineUs: 1000, candidateUs: 1050 },
    ])
    expect(changes[0]!.candidateTotalUs).toBeUndefined()
    expect(unclear).toBe(0)
  })

  it('sum namesakes that all moved, of which none seems slower then', () => {
    const shifted = profileOf(
      anonymous([10, 900_000], [20, 100_000]),
      anonymous([20, 900_000], [30, 100_000]),
    )
    expect(changesOf(shifted)).toMatchObject({ changes: [], unclear: 1 })
  })

  it('keep namesakes apart that only one build has', () => {
    const { changes } = changesOf(profileOf([], anonymous([10, 500_000], [20, 100_000])))
    expect(changes.map(({ place }) => place)).toEqual(['a.js:10', 'a.js:20'])
  })

  it('leave out what sampling cannot tell apart', () => {
    const differBy = (us: number) =>
      changesOf(profileOf([time('f', 1, 1_000_000)], [time('f', 1, 1_000_000 + us)])).changes
    // 10,000 samples on either side: √20,000 × 100 µs, three times.
    expect(differBy(42_000)).toEqual([])
    expect(differBy(44_000)).toHaveLength(1)
    // Nine samples may well be none another time: √(9 + 1), three times.
    expect(changesOf(profileOf([], [time('f', 1, 900)])).changes).toEqual([])
    expect(changesOf(profileOf([], [time('f', 1, 1200)])).changes).toHaveLength(1)
  })

  it('add up to the time that the threads were busy, in every table', () => {
    const profiled = changesOf(buildCpuProfile())
    for (const most of [0, 2, 12]) {
      const { rows, rest, all } = shownChanges(profiled, most)
      const sum = [...rows, rest].reduce((total, row) => total + (row.candidateUs ?? 0), 0)
      expect(sum).toBeCloseTo(all.candidateUs!, 6)
      expect(all.candidateUs).toBe(busyUsPerRequest(profiled.candidate))
    }
  })
})

describe('the section on where the time went', () => {
  it('is a fold per scenario that names the largest change', () => {
    expect(renderMarkdown(whereTimeWentSection(viewOf(buildCpuProfile())))).toMatchInlineSnapshot(`
      "## Where the time went

      After the last unit, fresh processes of both builds answered the requests of each scenario that changed for about 3 s, watched by Node’s sampling profiler. Shown is the time that functions took by themselves, per request, over all threads; work for requests in the background is part of it, threads without work are not. Sampling costs time itself and saw one process of each build: this shows where to look, and no verdict rests on it.

      <details>
      <summary>reads: parseEvents −100.0 ms per request</summary>

      - master: 21 requests in 3.00 s, busy for 137.3 ms each.
      - branch: 1,040 requests in 3.00 s, busy for 2.32 ms each (83.8 % in main thread, 16.2 % in worker 1).

      | Own time per request                                  |   master |   branch | Difference |
      | ----------------------------------------------------- | -------: | -------: | ---------: |
      | \`parseEvents\` src/events.js:40                        | 100.0 ms |        – |  −100.0 ms |
      | \`(garbage collector)\`                                 |  23.9 ms | 0.183 ms |   −23.7 ms |
      | \`serialise\` src/answer.js:9                           |  9.52 ms |  1.25 ms |   −8.27 ms |
      | \`(anonymous)\` node_modules/koa/lib/application.js:110 |  1.90 ms | 0.019 ms |   −1.89 ms |
      | \`readPage\` src/pages.js:12                            |        – | 0.826 ms |  +0.826 ms |
      | everything else                                       |  1.95 ms | 0.039 ms |   −1.91 ms |
      | all                                                   | 137.3 ms |  2.32 ms |  −135.0 ms |

      </details>
      "
    `)
  })

  it('is not there without profiles of both builds', () => {
    const profile = buildCpuProfile()
    const alone = { ...profile, targets: profile.targets.slice(0, 1) }
    expect(whereTimeWentSection(viewOf(alone))).toEqual([])
  })

  it('says so where no function stands out', () => {
    const profile = profileOf([time('f', 1, 1000)], [time('f', 1, 1100)])
    expect(renderMarkdown(whereTimeWentSection(viewOf(profile)))).toContain(
      'No function’s own time differs by more than three times its sampling error',
    )
  })
})
