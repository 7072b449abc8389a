import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCpuProfile, stacksOf } from './cpuprofile.ts'
import type { RawCpuProfile } from './cpuprofile.ts'
import { covers, cutProfile } from './cut-profile.ts'
import { functionTimes } from './function-times.ts'
import { busyUs } from './stacks.ts'

const DIRECTORY = '/cache/builds/abc'

function node(id: number, functionName: string, url = '', lineNumber = -1, children?: number[]) {
  const callFrame = { functionName, scriptId: '1', url, lineNumber, columnNumber: 0 }
  return { id, callFrame, hitCount: 0, ...(children && { children }) }
}

/** serve → parse → parse (itself again), serve → an anonymous function of a dependency, and what is no work. */
const NODES = [
  node(1, '(root)', '', -1, [2, 6, 7, 8]),
  node(2, 'serve', `file://${DIRECTORY}/src/a.js`, 9, [3, 5]),
  node(3, 'parse', `file://${DIRECTORY}/src/a.js`, 19, [4]),
  node(4, 'parse', `file://${DIRECTORY}/src/a.js`, 19),
  node(5, '', 'file:///cache/deps/1/node_modules/koa/lib/x.js', 0),
  node(6, '(idle)'),
  node(7, '(garbage collector)'),
  node(8, '(waiting)', 'data:text/javascript,x', 0),
]

/** Samples at 10, 20, 30 … µs after `startTime`. */
function profileOf(samples: number[], startTime = 1000): RawCpuProfile {
  const timeDeltas = samples.map(() => 10)
  return {
    nodes: NODES,
    startTime,
    endTime: startTime + 10 * (samples.length + 1),
    samples,
    timeDeltas,
  }
}

describe('a CPU profile of V8', () => {
  it('gives own and total times by function, with files as every build names them', () => {
    const { stacks, idleUs, samples } = stacksOf(profileOf([2, 3, 4, 5, 6, 7, 8, 6]), DIRECTORY)
    expect({ idleUs, samples }).toEqual({ idleUs: 30, samples: 5 })
    const thread = { name: 'main', stacks, idleUs, samples }
    expect(functionTimes([thread])).toEqual([
      { name: 'parse', file: 'src/a.js', line: 20, selfUs: 20, totalUs: 20 },
      { name: 'serve', file: 'src/a.js', line: 10, selfUs: 10, totalUs: 40 },
      { name: '(anonymous)', file: 'node_modules/koa/lib/x.js', line: 1, selfUs: 10, totalUs: 10 },
      { name: '(garbage collector)', selfUs: 10, totalUs: 10 },
    ])
  })

  it('loses and invents no time, whatever the window and however samples are ordered', () => {
    const anyProfile = fc.record({
      samples: fc.array(fc.integer({ min: 2, max: 8 }), { minLength: 1, maxLength: 40 }),
      deltas: fc.array(fc.integer({ min: -5, max: 50 }), { minLength: 40, maxLength: 40 }),
      from: fc.integer({ min: 0, max: 2000 }),
      length: fc.integer({ min: 0, max: 2000 }),
    })
    fc.assert(
      fc.property(anyProfile, ({ samples, deltas, from, length }) => {
        const timeDeltas = samples.map((_, index) => (index === 0 ? 7 : deltas[index]!))
        let [at, last] = [100, 0]
        for (const delta of timeDeltas) last = Math.max((at += delta), last)
        const profile = { nodes: NODES, startTime: 100, endTime: last + 10, samples, timeDeltas }
        const cut = cutProfile(profile, { fromUs: from, toUs: from + length })
        const { stacks, idleUs } = stacksOf(cut, DIRECTORY)
        const expected = Math.max(0, Math.min(from + length, last + 10) - Math.max(from, 107))
        expect(busyUs({ stacks }) + idleUs).toBe(expected)
        const thread = { name: 'main', stacks, idleUs, samples: 0 }
        const ownUs = functionTimes([thread]).reduce((sum, { selfUs }) => sum + selfUs, 0)
        expect(ownUs).toBe(busyUs({ stacks }))
      }),
    )
  })

  it('is cut to a profile that tools open, without nodes that were not seen', () => {
    const profile = profileOf([2, 3, 4, 5, 6])
    const window = { fromUs: 1025, toUs: 1042 }
    const cut = cutProfile(profile, window)
    expect(parseCpuProfile(JSON.stringify(cut), 'x')).toEqual(cut)
    expect(cut).toMatchObject({ startTime: 1025, endTime: 1042, samples: [3, 4, 5] })
    expect(cut.timeDeltas).toEqual([0, 5, 10])
    expect(cut.nodes.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5])
    expect(cut.nodes[0]!.children).toEqual([2])
    expect([covers(profile, window), covers(profile, { fromUs: 999, toUs: 1042 })]).toEqual([
      true,
      false,
    ])
  })

  it('says which file is none', () => {
    expect(() => parseCpuProfile('', 'CPU.1.cpuprofile')).toThrow(
      /CPU profile of V8 in CPU.1.cpuprofile, got an empty file: was the server killed/,
    )
    expect(() => parseCpuProfile('{"nodes":[]}', 'x')).toThrow(/in x, but at nodes: /)
  })
})
