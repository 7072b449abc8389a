import { describe, expect, it } from 'vitest'
import { checkStations, findIn } from './measured.ts'
import { fabricateStory } from './testing-story.ts'

const session = fabricateStory()
const find = findIn([session])
const reading = { scenario: 'reading', load: 'main', metric: 'p50' }
const writing = { ...reading, scenario: 'writing' }

describe('our factor', () => {
  it('is how many times better, with times and with rates', () => {
    const [times, rates] = [
      find(reading, ['master', 'branch']),
      find({ scenario: 'crowd', load: 'main', metric: 'throughput' }, ['master', 'branch']),
    ]
    if ('missing' in times || 'missing' in rates) throw new Error('Expected both to be measured.')
    expect(times.factor!.value).toBeCloseTo(4, 0)
    expect(rates.factor!.value).toBeCloseTo(2, 0)
    expect([times.verdict, rates.verdict]).toEqual(['faster', 'faster'])
  })

  it('is that of any two builds, whichever the session had as its baseline', () => {
    const ours = find(writing, ['branch', 'followup'])
    if ('missing' in ours) throw new Error(ours.missing)
    expect(ours.factor!.value).toBeCloseTo(1.25, 1)
    expect(ours.before! / ours.after!).toBeCloseTo(1.25, 1)
  })

  it('comes from a further session where the first lacks a build, whatever its steps are called', () => {
    const chain = fabricateStory({
      targets: [
        { label: 'master' },
        { label: 'statements' },
        { label: 'keepalive', latencyRatio: { writing: 0.5 } },
      ],
    })
    const ours = findIn([session, chain])(writing, ['branch', 'keepalive'])
    if ('missing' in ours) throw new Error(ours.missing)
    expect(ours.factor!.value).toBeCloseTo(2, 0)
  })

  it('tells what is missing', () => {
    expect(find(writing, ['branch', 'keepalive'])).toEqual({
      missing: 'no build keepalive was measured',
    })
    expect(find({ ...reading, scenario: 'other' }, ['master', 'branch'])).toEqual({
      missing: 'the scenario is not in the session',
    })
    expect(find({ ...reading, metric: 'moon-phase' }, ['master', 'branch'])).toEqual({
      missing: 'nothing measures moon-phase yet',
    })
    expect(find({ ...reading, metric: 'served' }, ['master', 'branch'])).toEqual({
      missing: 'the session holds no served of reading',
    })
  })
})

describe('a session of other builds', () => {
  it('is not the story', () => {
    const other = fabricateStory({ targets: [{ label: 'master' }, { label: 'HEAD' }] })
    expect(() => checkStations(other, 'x.jsonl')).toThrow(
      'x.jsonl: Expected targets labelled master, midpoint, branch, followup, got master, HEAD.',
    )
    expect(() => checkStations(session, 'x.jsonl')).not.toThrow()
  })
})
