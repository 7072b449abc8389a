import { describe, expect, it } from 'vitest'
import { buildSession } from '../judge/testing-session.ts'
import { mergeSessions } from '../results/merge/merge-sessions.ts'
import type { Disturbance, Session } from '../results/schema.ts'
import { describeDisturbance, describePlacement } from './surroundings.ts'

describe('the placement', () => {
  it('names the CPUs of both roles, or that nobody chose', () => {
    expect(describePlacement(buildSession().header)).toBe('left to the scheduler')
    const pinning = { generator: [0], servers: [2, 3] }
    expect(describePlacement({ ...buildSession().header, pinning })).toBe(
      'load generator on CPU 0, servers on CPUs 2, 3',
    )
  })
})

describe('the disturbance', () => {
  const disturbed = (session: Session, disturbance: Disturbance): Session => ({
    ...session,
    units: session.units.map((unit) => ({
      ...unit,
      slices: unit.slices.map((slice) => ({ ...slice, disturbance })),
    })),
  })
  const some = { wallMs: 100, stealMs: 1, foreignCpuMs: 10, canaryUs: 1500 }

  it('is a share of the CPUs that were watched', () => {
    const session = disturbed(buildSession({ isPinned: true }), some)
    expect(describeDisturbance(session)).toBe(
      'other programs used 5.0 % of the CPU time, the hypervisor gave 0.5 % to others; a fixed walk through memory took 1.50 ms to 1.50 ms',
    )
  })

  it('of a joined session is a share of the CPUs of every machine', () => {
    const sources = [2, 8].map((cpus) => {
      const { header, ...rest } = disturbed(buildSession({ seed: `${cpus}`, units: 2 }), some)
      const machine = { ...header.machine, cpus }
      return { file: 'x', session: { ...rest, header: { ...header, id: `${cpus}`, machine } } }
    })
    const joined = mergeSessions(sources, { name: 'heartbench', version: '0.1.0' })
    // 2 × 10 ms of 100 ms on 2 and on 8 CPUs.
    expect(describeDisturbance(joined)).toMatch(/^other programs used 2\.0 % of the CPU time/)
  })

  it('counts complete units only, and is unknown without any', () => {
    expect(describeDisturbance(buildSession())).toBeUndefined()
    const session = disturbed(buildSession({ units: 1, voidUnits: [0] }), some)
    expect(describeDisturbance(session)).toBeUndefined()
  })
})
